import { type Declare, deleteOnServer, deleteThroughMount, endsBy } from "../../lib/suite.ts";
import { bothWirings } from "./words.ts";

const untouched = { kind: "exit", code: 0 } as const;

export function controls(test: Declare): void {
  test(
    "client-unlink",
    {
      claim: "A log that is deleted through the same mount stays good for who has it open, and PID 1 exits 0",
      level: "MUST",
      cites: [
        "RFC 1813 and linux fs/nfs/unlink.c: an open file is renamed (silly rename) and removed at its last close",
      ],
      strategies: bothWirings,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: "the log is deleted through its mount",
      workload: "exit-natural",
      byHand: [
        "delete both log files through the mount that PID 1 has them open on",
        "let it go on",
        "read the exit status",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteThroughMount());
      endsBy(t, await pid1.proceed(), untouched);
    },
  );

  test(
    "local-unlink",
    {
      claim: "A log that is deleted on a local file system never goes stale, and PID 1 exits 0",
      level: "MUST",
      cites: ["POSIX unlink(): the file's contents are kept until all references to it are closed"],
      strategies: bothWirings,
      filesystems: ["local", "tmpfs"],
      fault: "the log is deleted on a local disk",
      workload: "keep-writing",
      byHand: [
        "delete both log files",
        "let it write 64 lines on each stream and end",
        "read the exit status",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      const observed = await pid1.proceed();
      const { ledger } = observed;
      endsBy(t, observed, untouched);
      t.same(
        ledger.map(({ failed }) => failed),
        [{}, {}],
        "no write fails",
      );
      t.same(
        ledger.map(({ lost }) => lost),
        [0, 0],
        "the unlinked files hold every acknowledged byte",
      );
    },
  );
}
