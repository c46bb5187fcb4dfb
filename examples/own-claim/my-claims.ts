import { endsBy, rename, suite } from "fd012/suite";

export default suite("my-claims", "What our runtime promises to its users", (test) => {
  test(
    "renamed-log",
    {
      claim: "A log that is renamed while PID 1 writes takes all that comes after, and PID 1 exits 0",
      level: "MUST",
      cites: ["rename(2): open file descriptors for oldpath are unaffected"],
      strategies: ["direct-file"],
      filesystems: ["local"],
      workload: "keep-writing",
      fault: "the log is renamed",
      needs: rename.needs,
      byHand: ["rename both log files", "let it go on", "read its status, and the renamed files"],
    },
    async (t, { start, inflict }) => {
      const container = await start();
      await inflict(rename);
      const end = await container.proceed();
      endsBy(t, end, { kind: "exit", code: 0 });
      for (const { stream, lost } of end.ledger) t.equal(lost, 0, `${stream} has lost nothing`);
    },
  );
});
