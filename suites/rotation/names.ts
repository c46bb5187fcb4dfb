import { type Declare, deleteThroughMount, rename, seesEnd } from "../../lib/suite.ts";

const BYTES = 2 ** 15;

const cell = {
  level: "SEE",
  strategies: ["direct-file", "shim-pipe"],
  filesystems: ["local", "tmpfs"],
  program: "actor",
  workload: "actor",
} as const;

/** The log has another name, or none, and whoever writes it is told nothing. */
export function names(test: Declare): void {
  test(
    "rename-create",
    {
      ...cell,
      claim: "Where output goes when the log was renamed and a new file has its name",
      cites: [
        "rename(2): open file descriptors for oldpath are unaffected",
        "logrotate(8), create: a new file with the name of the log right after it is rotated",
      ],
      fault: "the log is renamed, and a new one made",
      acceptable:
        "Nobody told its writer. A logs command that reads by name does not show what the old file gets.",
      byHand: ["rename both log files, and make new ones", "let it write on", "look which of them grows"],
    },
    async (t, { start, inflict, log, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: BYTES });
      await pid1.arrives();
      const before = sum(log.sizes());
      await inflict(rename);
      const at = log.sizes();
      await pid1.do({ do: "write", stream: "stdout", bytes: BYTES });
      await pid1.arrives();
      const after = log.sizes();
      const observed = await pid1.end();
      seesEnd(t, observed);
      const grown = after.map((size, one) => size - (at[one] ?? 0));
      // Files stand in pairs: the one that was renamed, then the one that has its name.
      const [old, anew] = [0, 1].map((of) => sum(grown.filter((_, one) => one % 2 === of)) > 0);
      fact("output goes to", old && anew ? "both" : old ? "the old file" : anew ? "the new file" : "neither");
      t.pass(`${before} bytes before, then ${grown.join(" and ")} more`);
    },
  );

  test(
    "unlinked-space",
    {
      ...cell,
      claim: "Whether a deleted log keeps its space until PID 1 has ended, and no longer",
      cites: [
        "unlink(2): the file remains in existence until the last file descriptor referring to it is closed",
        "moby#8693: space of a deleted log is not given back while its container runs",
      ],
      fault: "the log is deleted, and its space looked at",
      acceptable:
        "A file has its space as long as somebody has it open; who that is, and whether it ends with PID 1, is the runtime's.",
      byHand: [
        "let it write, and delete both log files",
        "let it write on; look for them with lsof +L1, and at df",
        "let it end, and look again",
      ],
    },
    async (t, { start, inflict, log, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: BYTES });
      await pid1.arrives();
      await inflict(deleteThroughMount());
      await pid1.do({ do: "write", stream: "stdout", bytes: BYTES });
      await pid1.isRead();
      const { bytes, holders } = log.unlinked();
      const observed = await pid1.end();
      seesEnd(t, observed);
      const left = await pid1.unlinkedHeldBy();
      fact(
        "the deleted log",
        holders.length > 0 && bytes > 0 ? "keeps its space" : "has given its space back",
      );
      fact("after the end", left.length > 0 ? "it is held on" : "nobody holds it");
      t.pass(
        `${bytes} bytes, held by ${holders.join(", ") || "nobody"}; after the end by ${left.join(", ") || "nobody"}`,
      );
    },
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
