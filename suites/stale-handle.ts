import { deleteOnServer, suite } from "../lib/suite.ts";

const STALE = "ESTALE";
const answer = /^(ok|E[A-Z]+)$/;

/** What an open descriptor of a file that is gone from the server answers by NFSv3, where no call carries an open's state. */
const byNfs3 = {
  fstat: STALE,
  fsync: "ok", // Nothing is dirty, so nothing is asked.
  read: STALE,
  close: "ok",
  reopen: STALE,
  fchmod: STALE,
  futimens: STALE,
  ftruncate: STALE,
  write: STALE,
  "close-after-write": "ok", // The write was refused, so nothing is dirty.
  "fstat-after-write": STALE,
};

export default suite("stale-handle", "What the log's descriptor answers once the file is gone", (test) => {
  const claim = {
    strategies: ["redirect"], // PID 1 opens the log itself, so that fd 1 is the file under every runtime.
    workload: "every-operation",
    fault: "the log is deleted on its server",
    speaks: ["stderr"],
    byHand: [
      "delete both log files on the server",
      "let it ask: fstat, fsync, read, close, open /proc/self/fd/1, fchmod, futimens, ftruncate, write, close, fstat",
      "read the answers",
    ],
  } as const;

  // The embedded file system stands in for NFSv3: the same claim on both is what shows that it may.
  test(
    "operations",
    {
      ...claim,
      claim:
        "After a deletion on the server every operation that asks it answers ESTALE, and those that need not ask succeed",
      level: "MUST",
      acceptable:
        "stalefs caches nothing: it answers as NFSv3 with noac, or as any NFSv3 whose cached attributes have expired. What a client answers " +
        "until then is stale-handle/operations-unnoticed.",
      cites: [
        "RFC 1813: NFS3ERR_STALE, the file referred to by that file handle no longer exists",
        "linux fs/nfs/nfs3proc.c",
      ],
      filesystems: ["stalefs", "nfs3"],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      await pid1.proceed();
      const answers = pid1.told("answered")?.answers;
      const name = "each operation answers as by NFSv3";
      // What a runtime with a kernel of its own keeps, it may answer from.
      if (pid1.streams) t.same(answers, byNfs3, name);
      else t.ok(true, name, { skip: "the runtime's own kernel answers, and not the file system" });
    },
  );

  test(
    "operations-with-state",
    {
      ...claim,
      claim:
        "What each operation answers where the protocol knows of the open: the server may keep the file, or may not",
      level: "SEE",
      cites: ["RFC 7530 section 4.2.3 and RFC 8881 section 18.25: REMOVE of an open file; servers differ"],
      acceptable:
        "Every answer is recorded: NFSv4 is no cure that could be relied upon, and no minor version promises one.",
      filesystems: ["nfs4"],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      await pid1.proceed();
      const answers = pid1.told("answered")?.answers;
      t.match(answers, { fstat: answer, write: answer }, "each operation is answered");
    },
  );

  test(
    "operations-unnoticed",
    {
      ...claim,
      claim: "What each operation answers while the client still believes the attributes that it has cached",
      level: "SEE",
      cites: [
        "nfs(5): ac, acregmin, actimeo; an application may not see what others do to a file until the attributes expire",
        "linux fs/nfs/file.c: close(2) sends what was written, and tells of its failure",
      ],
      acceptable:
        "Every answer is recorded: a write that is only buffered succeeds, and it is close(2) that tells of the loss, or nobody.",
      filesystems: ["nfs3+cached"], // A shorter time may be over by chance before it has asked.
      args: ["write-first"],
      byHand: [
        "delete both log files on the server",
        "let it ask at once: fstat, read, write, close, fstat, and then what asks the server",
        "read the answers",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      await inflict(deleteOnServer());
      await pid1.proceed("unnoticed");
      const answers = pid1.told("answered")?.answers;
      t.match(answers, { fstat: answer, write: answer }, "each operation is answered");
    },
  );
});
