import { suite, told } from "../lib/suite.ts";

export default suite("reader", "The other end of the pipe goes away", (test) => {
  test(
    "closed",
    {
      claim: "What becomes of PID 1 when nobody reads its pipes any more",
      level: "SEE",
      cites: [
        "pipe(7): a write to a pipe without a reader fails with EPIPE, and SIGPIPE is sent",
        "containerd/rust-extensions#154: a shim that ends closes the reader of its container's output",
      ],
      strategies: ["shim-pipe"],
      filesystems: ["local"],
      endsReader: true,
      workload: "keep-writing",
      acceptable:
        "Any end is recorded; a hang fails. A runtime that stands between may read on by itself, and then its own writes fail.",
      byHand: ["end whoever reads the pipe", "let it write 64 lines on each stream", "read the exit status"],
    },
    async (t, { start, reader }) => {
      const pid1 = await start();
      await reader.close();
      const { fate, ledger } = await pid1.proceed();
      t.not(told(fate).kind, "hang", "PID 1 ends");
      t.ok(
        ledger.every(({ acked, stored, failed }) => acked > stored || (failed.EPIPE ?? 0) > 0),
        "the reader was gone: writes failed, or what they acknowledged is nowhere",
      );
    },
  );
});
