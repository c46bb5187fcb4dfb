import { endsBy, suite } from "../lib/suite.ts";

// Around what pipes, page caches and log drivers cut at: 4 KiB (PIPE_BUF, a page), 8, 16 (docker's line limit) and 64 KiB (a
// pipe's capacity, pipe(7)), then sizes that no buffer holds.
const around = (size: number) => [size - 1, size, size + 1];
const sizes = [
  0,
  1,
  ...around(4096),
  ...around(8192),
  ...around(16384),
  ...around(65536),
  2 ** 20,
  2 ** 24 - 1,
  2 ** 24 + 1,
];

export default suite("bytes", "Nothing lost, nothing invented", (test) => {
  for (const size of sizes) {
    test(
      `exact-sizes/${size}`,
      {
        claim: `${size} bytes written to stdout right before the exit arrive exactly`,
        level: "MUST",
        cites: ["docker/cli#4338", "moby#32923"],
        strategies: ["direct-file", "shim-pipe"],
        filesystems: ["local"],
        workload: "write-bytes",
        args: [String(size)],
        byHand: [`let it write ${size} bytes to fd 1 and exit`, "compare the log with what was written"],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const observed = await pid1.proceed();
        const [stdout, stderr] = observed.ledger;
        // Its bytes are the subject: they are right or not, whether or not the kernel tells how it ended.
        if (observed.fate.actual.kind !== "unknown") endsBy(t, observed, { kind: "exit", code: 0 });
        t.equal(stdout?.acked, size, "write(2) took every byte");
        t.equal(stdout?.stored, size, "the log holds as many");
        t.match(
          stdout,
          { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 },
          "and they are the same, in order",
        );
        t.equal(stderr?.stored, 0, "nothing was invented on stderr");
      },
    );
  }
});
