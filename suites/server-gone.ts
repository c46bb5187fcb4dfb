import { suite, told } from "../lib/suite.ts";

export default suite("server-gone", "The server of the log stops answering", (test) => {
  test(
    "exit-natural",
    {
      claim: "How PID 1 ends when the server of its log has stopped",
      level: "SEE",
      cites: [
        "nfs(5): hard, requests are retried indefinitely; soft, the call fails with EIO after retrans retransmissions",
        "nodejs/node src/node.cc: ResetStdio() fstats fds 0–2 at exit and aborts unless errno is EBADF",
      ],
      strategies: ["direct-file", "shim-pipe", "redirect"],
      filesystems: ["nfs3", "nfs4"],
      breaksFilesystem: true,
      workload: "exit-natural",
      acceptable:
        "A hang is what a hard mount promises; it must be found, and end once the server is back. A soft mount gives up, but takes seconds for " +
        "each call, and node makes some twenty: there every call that failed must have failed with EIO.",
      byHand: ["stop the server", "let it go on", "read the exit status"],
    },
    async (t, { start, log, filesystem }) => {
      const pid1 = await start();
      await log.stopServer();
      const { fate, evidence } = await pid1.proceed();
      t.match(told(fate).kind, /^(exit|signal|hang)$/, "PID 1 ends, or is found to wait");
      if (!filesystem.includes("soft") || evidence.missing) return;
      const errors = evidence.trace.filter(({ name }) => name === "syscall-error");
      t.same(
        errors.map(({ fields }) => fields.errno).filter((errno) => errno !== "EIO"),
        [],
        "what the mount gives up fails with EIO",
      );
    },
  );
});
