import { copyTruncate, suite } from "../lib/suite.ts";
import { limits } from "./rotation/limits.ts";
import { names } from "./rotation/names.ts";
import { reopening } from "./rotation/reopen.ts";

export default suite("rotation", "The log is rotated", (test) => {
  test(
    "copytruncate",
    {
      claim:
        "A log that is copied and truncated while PID 1 runs goes on at its new end, and nothing is lost",
      level: "MUST",
      cites: ["open(2), O_APPEND: before each write the offset is at the end", "logrotate#363", "moby#53631"],
      strategies: ["direct-file", "shim-pipe", "redirect"],
      filesystems: ["local", "tmpfs"], // Others keep a size of their own: where a server truncates, they need not know of it.
      fault: "the log is copied and truncated",
      workload: "keep-writing",
      byHand: ["copy both log files, then truncate them", "let it write on", "look for zeros in them"],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      const before = pid1.told("wrote")?.streams;
      await inflict(copyTruncate);
      const { ledger } = await pid1.proceed();
      const holes = ledger.map((stream) => stream.holes ?? 0);
      t.same(holes, [0, 0], "no hole is left before what comes next");
      const sound = { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 };
      t.match(ledger, [sound, sound], "the copy and what comes next are what was written, in order");
      const wroteOn = ledger.every(({ stream, acked }) => acked > (before?.[stream]?.acked ?? 0));
      t.ok(wroteOn, "PID 1 wrote on");
    },
  );

  reopening(test);
  limits(test);
  names(test);
});
