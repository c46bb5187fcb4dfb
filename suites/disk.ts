import { suite, told } from "../lib/suite.ts";

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
      breaksFilesystem: true,
      workload: "keep-writing",
      acceptable:
        "Any end is recorded; a hang fails: nobody can wait for a container that never ends. Lost bytes are counted: those that write(2) " +
        "acknowledged and no log holds.",
      byHand: [
        "fill the file system of the log",
        "let it write 64 lines on each stream",
        "count what arrived",
      ],
    },
    async (t, { start, log }) => {
      const pid1 = await start();
      log.fill();
      const { fate, ledger } = await pid1.proceed();
      t.not(told(fate).kind, "hang", "PID 1 ends");
      t.ok(
        ledger.some(
          ({ acked, stored, failed }) => acked > stored || (failed.ENOSPC ?? 0) + (failed.EPIPE ?? 0) > 0,
        ),
        "the room was gone: a write failed, or what was acknowledged is not there",
      );
    },
  );
});
