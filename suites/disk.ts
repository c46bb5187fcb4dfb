import { type Fault, fill, fillAWhile, immutable, quota, readOnly, seesEnd, suite } from "../lib/suite.ts";
import { flowsAgain } from "./bodies/flows-again.ts";

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

/** No multiple of a line or a page. */
const LIMIT = 10_100;

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

  test(
    "full-then-freed",
    {
      claim: "Whether output flows again once there is room for the log again",
      level: "SEE",
      cites: [
        "POSIX write(): ENOSPC is of one call; the next may succeed",
        "podman#19943: a container that hangs when the disk of its log is full",
      ],
      strategies: ["direct-file", "shim-pipe"],
      filesystems: ["tmpfs"],
      owns: ["filesystem"],
      needs: fillAWhile.needs,
      fault: "the log's disk is full for a while",
      program: "actor",
      workload: "actor",
      acceptable:
        "Any end is recorded; a hang breaks the claim. Whoever writes again loses what was written meanwhile, and no more; who stood between and gave up loses the rest.",
      byHand: [
        "fill the file system of the log",
        "let it write; remove what fills it",
        "let it write again, and count what arrived",
      ],
    },
    (t, tools) => flowsAgain(t, tools, fillAWhile),
  );

  test(
    "size-limit",
    {
      claim: "What becomes of PID 1 and of its bytes when its log may not grow beyond its own RLIMIT_FSIZE",
      level: "SEE",
      cites: [
        "setrlimit(2), RLIMIT_FSIZE: SIGXFSZ, and EFBIG where that does not end the process",
        "pid_namespaces(7): the init process gets only signals that it has a handler for",
      ],
      strategies: ["direct-file", "shim-pipe"],
      filesystems: ["local"],
      fault: "PID 1's file size limit",
      program: "actor",
      workload: "actor",
      acceptable:
        "Where fd 1 is a file, PID 1 meets its own limit, and what is refused was not acknowledged; on a pipe there is none.",
      byHand: [
        `prlimit --fsize=${LIMIT} --pid PID`,
        `let it write ${2 * LIMIT} bytes to fd 1`,
        "count what arrived",
      ],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      t.match(await pid1.do({ do: "limit", bytes: LIMIT }), { errno: 0 }, "it has the limit");
      await pid1.do({ do: "write", stream: "stdout", bytes: 2 * LIMIT });
      const observed = await pid1.end();
      seesEnd(t, observed);
      const { acked = 0, failed = {} } = observed.ledger[0] ?? {};
      const isMet = acked === LIMIT && (failed.EFBIG ?? 0) > 0;
      t.ok(isMet || acked === 2 * LIMIT, "it is met exactly, or not at all", {
        observed: observed.ledger[0],
      });
      fact("the limit", isMet ? "is met" : "is not met");
    },
  );
});
