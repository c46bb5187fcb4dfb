import type { Declare } from "../../lib/suite.ts";
import { filesystems } from "./judging.ts";

/** What a caller gives as fd 0 arrives. */
export function stdin(test: Declare): void {
  test(
    "stdin-null",
    {
      claim: "PID 1 reads the end of /dev/null at once",
      level: "MUST",
      cites: ["null(4): reads return end of file"],
      strategies: ["direct-file", "shim-pipe"],
      filesystems,
      workload: "read-stdin",
      byHand: ["start the runtime with </dev/null", "let PID 1 read fd 0 to its end"],
    },
    async (t, { start }) => {
      const pid1 = await start();
      t.match(pid1.told("stdin"), { bytes: 0, errno: 0 }, "no byte, no error, an end");
      await pid1.proceed();
    },
  );

  // 0 is an end and nothing else; 65536 is what a pipe holds (pipe(7)).
  for (const [name, size] of [
    ["stdin-eof", 0],
    ["stdin-data/1", 1],
    ["stdin-data/65536", 65_536],
  ] as const) {
    test(
      name,
      {
        claim: `${size === 0 ? "The end" : `${size} bytes and then the end`} of the caller's stdin arrives at PID 1`,
        level: "MUST",
        cites: ["nerdctl#5042", "containerd#2659: an end of file on stdin that never arrives"],
        strategies: ["direct-file"],
        filesystems,
        workload: "read-stdin",
        caller: { stdin: size },
        acceptable:
          "Nothing else: a PID 1 that waits for an end that never comes is not ready in time, and fails.",
        byHand: [
          `start the runtime with ${size} bytes in a pipe on its stdin`,
          "let PID 1 read fd 0 to its end",
        ],
      },
      async (t, { start }) => {
        const pid1 = await start();
        const required = { bytes: size, exact: true, errno: 0 };
        t.match(pid1.told("stdin"), required, "exactly these bytes, then the end");
        await pid1.proceed();
      },
    );
  }
}
