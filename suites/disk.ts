import { type Fault, fill, immutable, quota, readOnly, seesEnd, suite } from "../lib/suite.ts";

/** Ways in which a disk takes no more, by what a write is answered with then. */
const ways = {
  full: {
    ...{ fault: fill, filesystems: ["tmpfs"], owns: ["filesystem"], errno: "ENOSPC" },
    claim: "What becomes of PID 1 and of its bytes when there is no room left for its log",
    cites: [
      "POSIX write(): ENOSPC, no free space remaining on the device containing the file",
      "podman#19943: a container that hangs when the disk of its log is full",
    ],
    row: "the log's disk is full",
    act: "fill the file system of the log",
  },
  readonly: {
    ...{ fault: readOnly, filesystems: ["ext4"], owns: ["filesystem"], errno: "EROFS" },
    claim: "What becomes of PID 1 and of its bytes when the disk of its log turns read-only",
    cites: [
      "ext4(5): errors=remount-ro, what Debian's installer mounts by: after an error the file system is read-only",
      "POSIX write() names no EROFS: who opened a file for writing need not expect it",
    ],
    row: "the log's disk turns read-only",
    act: "have the file system of the log give up: mount -o remount,abort",
  },
  quota: {
    ...{ fault: quota, filesystems: ["quota"], owns: ["filesystem"], errno: "EDQUOT" },
    claim: "What becomes of PID 1 and of its bytes when the quota for its log is used up",
    cites: ["write(2): EDQUOT, the user's quota of disk blocks on the file system has been exhausted"],
    row: "the log's quota is used up",
    act: "set a quota on the file system of the log that is less than what is in use",
  },
  immutable: {
    ...{ fault: immutable, filesystems: ["ext4", "tmpfs"], errno: "EPERM" },
    claim: "What becomes of PID 1 and of its bytes when its log is made immutable",
    cites: [
      "chattr(1): a file with the i attribute cannot be modified",
      "linux fs/ext4/file.c, ext4_write_checks: EPERM at each write; mm/shmem.c has no such check, so on tmpfs it holds where a file is opened",
    ],
    row: "the log is immutable",
    act: "chattr +i both log files",
  },
} as const satisfies Record<string, Way>;

interface Way {
  readonly fault: Fault;
  readonly filesystems: readonly string[];
  readonly owns?: readonly "filesystem"[];
  readonly errno: string;
  readonly claim: string;
  readonly cites: readonly string[];
  readonly row: string;
  readonly act: string;
}

export default suite("disk", "The log cannot grow", (test) => {
  for (const [name, { fault, errno, row, act, ...way }] of Object.entries<Way>(ways)) {
    test(
      name,
      {
        ...way,
        level: "SEE",
        strategies: ["direct-file", "shim-pipe", "redirect"],
        needs: fault.needs,
        fault: row,
        workload: "keep-writing",
        speaks: ["stderr"],
        acceptable:
          "Any end is recorded; a hang breaks the claim: nobody can wait for a container that never ends. Lost bytes are counted: those that " +
          "write(2) acknowledged and no log holds.",
        byHand: [act, "let it write 64 lines on each stream", "count what arrived"],
      },
      async (t, { start, inflict, filesystem }) => {
        const pid1 = await start();
        await inflict(fault);
        const observed = await pid1.proceed();
        seesEnd(t, observed);
        if (fault === immutable && filesystem === "tmpfs") return; // It does not hold for who has the file open.
        const isGone = observed.ledger.some(
          ({ acked, stored, failed }) => acked > stored || (failed[errno] ?? 0) + (failed.EPIPE ?? 0) > 0,
        );
        const name = "the room was gone: a write failed, or what was acknowledged is not there";
        t.ok(isGone, name, { observed: observed.ledger });
      },
    );
  }
});
