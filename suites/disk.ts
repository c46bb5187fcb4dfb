import { fill, seesEnd, suite } from "../lib/suite.ts";

export default suite("disk", "The log cannot grow", (test) => {
  test(
    "full",
    {
      claim: "What becomes of PID 1 and of its bytes when there is no room left for its log",
      level: "SEE",
      cites: [
        "POSIX write(): ENOSPC, no free space remaining on the device containing the file",
        "podman#19943: a container that hangs when the disk of its log is full",
      ],
      strategies: ["direct-file", "shim-pipe", "redirect"],
      filesystems: ["tmpfs"],
      owns: ["filesystem"],
      needs: ["fill"],
      fault: "the log's disk is full",
      workload: "keep-writing",
      speaks: ["stderr"],
      acceptable:
        "Any end is recorded; a hang breaks the claim: nobody can wait for a container that never ends. Lost bytes are counted: those that " +
        "write(2) acknowledged and no log holds.",
      byHand: [
        "fill the file system of the log",
        "let it write 64 lines on each stream",
        "count what arrived",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(fill);
      const observed = await pid1.proceed();
      seesEnd(t, observed);
      const isGone = observed.ledger.some(
        ({ acked, stored, failed }) => acked > stored || (failed.ENOSPC ?? 0) + (failed.EPIPE ?? 0) > 0,
      );
      const name = "the room was gone: a write failed, or what was acknowledged is not there";
      t.ok(isGone, name, { observed: observed.ledger });
    },
  );
});
