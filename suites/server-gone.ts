import { seesEnd, stopServer, suite } from "../lib/suite.ts";

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
      owns: ["filesystem"],
      needs: ["stop-server"],
      fault: "the log's server stops answering",
      workload: "exit-natural",
      speaks: ["stderr"],
      acceptable:
        "A hang is what a hard mount promises, and breaks the claim all the same: nobody can wait for it. A soft mount gives up, but takes seconds for " +
        "each call, and node makes some twenty: there every call that failed must have failed with EIO.",
      byHand: ["stop the server", "let it go on", "read the exit status"],
    },
    async (t, { start, inflict, filesystem }) => {
      const pid1 = await start();
      await inflict(stopServer);
      const observed = await pid1.proceed();
      seesEnd(t, observed);
      const { evidence } = observed;
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
