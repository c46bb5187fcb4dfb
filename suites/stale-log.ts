import {
  deleteOnServer,
  deleteThroughMount,
  endsBy,
  removeDirectory,
  reports,
  seesEnd,
  suite,
} from "../lib/suite.ts";

const bothWirings = ["direct-file", "shim-pipe"];
/** With the way around a relay: PID 1 opens the log itself. */
const everyWay = [...bothWirings, "redirect"];
const seed = "nodejs/node src/node.cc: ResetStdio() fstats fds 0–2 at exit and aborts unless errno is EBADF";
const DELETED = "the log is deleted on its server";
const DELETED_WRITING = "it is deleted, PID 1 writes on";
const noHang =
  "Any end is recorded. A hang breaks the claim: nobody can wait for a container that never ends.";

/** How node may come to its end after its log went stale; each takes another path to ResetStdio. */
const endings = {
  natural: { workload: "exit-natural", how: "its event loop is empty", act: "let it go on" },
  "process-exit": { workload: "exit-process-exit", how: "it calls process.exit(0)", act: "let it go on" },
  "uncaught-throw": {
    workload: "exit-uncaught-throw",
    how: "an exception is not caught",
    act: "let it go on",
  },
  "sigterm-listener": {
    workload: "exit-sigterm-listener",
    how: "its SIGTERM listener ends its work",
    act: "send SIGTERM",
  },
  "sigterm-default": {
    workload: "exit-sigterm-default",
    how: "SIGTERM has no listener",
    act: "send SIGTERM",
  },
} as const;

export default suite("stale-log", "The log is deleted where it really lives", (test) => {
  for (const [name, { workload, how, act }] of Object.entries(endings)) {
    test(
      `exit-after/${name}`,
      {
        claim: `How PID 1 ends after its log went stale, when ${how}`,
        level: "SEE",
        cites: [
          seed,
          "the outage that fd012 began with: node as PID 1, stdout on NFSv3, the log deleted on the server",
        ],
        strategies: everyWay,
        filesystems: ["stalefs", "nfs3", "nfs4"],
        workload,
        fault: DELETED,
        speaks: ["stderr"],
        acceptable: noHang,
        byHand: ["delete both log files on the server", act, "read the exit status"],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        await inflict(deleteOnServer());
        if (name.startsWith("sigterm")) await pid1.signal("SIGTERM");
        // Without a listener the signal may be discarded, since it is PID 1; then it is let go, to see the end that follows.
        seesEnd(t, await (name === "sigterm-listener" ? pid1.ended() : pid1.proceed()));
      },
    );
  }

  test(
    "npm",
    {
      claim: "How npm ends as PID 1 when the log went stale that it and its script have",
      level: "SEE",
      cites: [seed, "the outage that fd012 began with: its kernel log names npm[1]"],
      strategies: bothWirings,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      program: "npm",
      fault: DELETED,
      speaks: ["stdout", "stderr"],
      workload: "exit-natural",
      acceptable: noHang,
      byHand: ["delete both log files on the server", "let the script go on", "read the exit status of npm"],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      seesEnd(t, await pid1.proceed());
    },
  );

  test(
    "keep-writing",
    {
      claim: "What becomes of PID 1 and of its bytes when it goes on writing to a log that went stale",
      level: "SEE",
      cites: ["containerd#12462: the copier stops, the pipe stays open and fills", "nerdctl#4591"],
      strategies: everyWay,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: DELETED_WRITING,
      speaks: ["stderr"],
      workload: "keep-writing",
      acceptable: `${noHang} Lost bytes are counted: those that write(2) acknowledged and no log holds.`,
      byHand: [
        "delete both log files on the server",
        "let it write 64 lines on each stream",
        "count what arrived",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      const observed = await pid1.proceed();
      seesEnd(t, observed);
      const wrote = observed.ledger.every(({ acked }) => acked > 0);
      t.ok(wrote, "PID 1 wrote before the fault and told of it", { observed: observed.ledger });
    },
  );

  test(
    "dir-removed",
    {
      claim:
        "What becomes of PID 1 and of its bytes when the whole directory of its log is removed on the server",
      level: "SEE",
      cites: [
        seed,
        "RFC 1813, 2.6: NFS3ERR_STALE, the file referred to by that file handle no longer exists",
      ],
      strategies: everyWay,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: "the log's directory is removed on its server",
      speaks: ["stderr"],
      workload: "keep-writing",
      acceptable: `${noHang} Lost bytes are counted: those that write(2) acknowledged and no log holds.`,
      byHand: [
        "remove the directory of the log on the server",
        "let it write 64 lines on each stream",
        "count what arrived",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(removeDirectory);
      const observed = await pid1.proceed();
      seesEnd(t, observed);
      const wrote = observed.ledger.every(({ acked }) => acked > 0);
      t.ok(wrote, "PID 1 wrote before the fault and told of it", { observed: observed.ledger });
    },
  );

  test(
    "keep-writing-beyond-a-pipe",
    {
      claim: "Whether PID 1 still ends when it writes more to a log that went stale than a pipe holds",
      level: "SEE",
      cites: [
        "containerd#12462: the copier stops, the pipe stays open and fills, PID 1 waits in write(2)",
        "pipe(7): a pipe holds 65,536 bytes; a write to a full one waits for a reader",
      ],
      strategies: bothWirings,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: "it is deleted, PID 1 writes on beyond a pipe",
      speaks: ["stderr"],
      workload: "keep-writing-beyond-a-pipe",
      acceptable: `${noHang} Lost bytes are counted: those that write(2) acknowledged and no log holds.`,
      byHand: [
        "delete both log files on the server",
        "let it write 256 KiB on each stream",
        "if it does not end: cat /proc/PID/wchan, and look who has the other end of its pipe: ls -l /proc/*/fd | grep pipe:",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      seesEnd(t, await pid1.proceed());
    },
  );

  for (const [name, streams] of Object.entries({
    "stdout-only": ["stdout"],
    "stderr-only": ["stderr"],
    both: ["stdout", "stderr"],
  } as const)) {
    test(
      name,
      {
        claim: `How PID 1 ends when ${streams.join(" and ")} went stale`,
        level: "SEE",
        cites: [seed],
        strategies: bothWirings,
        filesystems: ["stalefs", "nfs3", "nfs4"],
        fault: DELETED,
        speaks: ["stderr"],
        workload: "exit-natural",
        acceptable: noHang,
        byHand: [
          `delete ${streams.join(" and ")}'s log on the server`,
          "let it go on",
          "read the exit status",
        ],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        await inflict(deleteOnServer(...streams));
        seesEnd(t, await pid1.proceed());
      },
    );
  }

  test(
    "supervisor-reports",
    {
      claim: "Whatever PID 1's end is after its log went stale, the runtime reports that, and not success",
      level: "MUST",
      cites: [
        "OCI runtime-spec, runtime.md, Lifecycle",
        "lxc-start -F and haconiwa report 0 where PID 1 died: their supervisors restart nothing",
      ],
      strategies: bothWirings,
      filesystems: ["stalefs", "nfs3", "nfs4"],
      fault: DELETED,
      speaks: ["stderr"],
      workload: "exit-natural",
      byHand: [
        "delete both log files on the server",
        "let it go on",
        "compare the runtime's exit status with how the process ended",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      reports(t, await pid1.proceed());
    },
  );

  const untouched = { kind: "exit", code: 0 } as const;

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
});
