import { type Asserts, type Ended, endsBy, reports, suite } from "../lib/suite.ts";

const common = {
  filesystems: ["local"],
  program: "actor",
  workload: "actor",
  acceptable: "The runtime's own status, and all output: what PID 1 does not read is nobody's error.",
} as const;

/** Far more than any pipe, socket or buffer on the way holds. */
const MUCH = 2 ** 20;
const FEW = 100;
const TIMES = 5;
/** No multiple of a line, a page or a piece. */
const LARGE = 2 ** 22 + 13;
const PARTS = 8;
const PIECE = 4_001;
const OUTPUT = 2 ** 15;
const success = { kind: "exit", code: 0 } as const;

export default suite("stdin", "What PID 1 does not read, or reads slowly", (test) => {
  for (const [name, reads, what] of [
    ["unread/nothing", 0, "none of it"],
    ["unread/one-byte", 1, "one byte of it"],
  ] as const) {
    test(
      name,
      {
        ...common,
        claim: `A PID 1 that reads ${what} while ${MUCH} bytes wait on stdin exits 0, and so says the runtime, with all of its output`,
        level: "MUST",
        cites: [
          "docker/cli#1456: an error where stdin could not be written to a container that had ended",
          "pipe(7): a write to a pipe without a reader fails with EPIPE, for its writer",
        ],
        strategies: ["shim-pipe", "fifo", "socket"],
        caller: { stdin: MUCH },
        byHand: [
          `start the runtime with ${MUCH} bytes that a writer keeps writing to its stdin`,
          `let PID 1 read ${what}, write ${OUTPUT} bytes to fd 1 and exit 0`,
          "read the exit status, and compare the log",
        ],
      },
      async (t, { start }) => {
        const pid1 = await start();
        if (reads > 0) {
          const taken = await pid1.do({ do: "take", bytes: reads, piece: reads });
          t.match(
            taken,
            { errno: 0, value: { bytes: reads, exact: true } },
            "what it reads is what was written",
          );
        }
        allOfIt(t, await pid1.end(0, { stream: "stdout", bytes: OUTPUT }));
      },
    );
  }

  test(
    "instant-exit",
    {
      ...common,
      claim: `A PID 1 that ends at once while a few bytes wait on stdin is reported to have exited 0, ${TIMES} times in a row`,
      level: "MUST",
      cites: ["docker/cli#1456: an error where stdin could not be written to a container that had ended"],
      strategies: ["shim-pipe", "fifo"],
      caller: { stdin: FEW },
      byHand: [
        `start the runtime with ${FEW} bytes in a pipe on its stdin`,
        `let PID 1 write ${OUTPUT} bytes to fd 1 and exit 0 without reading`,
        `read the exit status; do so ${TIMES} times`,
      ],
    },
    async (t, { start }) => {
      for (let time = 0; time < TIMES; time++) {
        const pid1 = await start();
        allOfIt(t, await pid1.end(0, { stream: "stdout", bytes: OUTPUT }));
      }
    },
  );

  test(
    "large-slow",
    {
      ...common,
      claim: `${LARGE} bytes on stdin arrive at a PID 1 that reads odd pieces of it now and then, each as it was written, and then the end`,
      level: "MUST",
      cites: [
        "POSIX read(): bytes of a pipe come in their order, and 0 once nobody has it open for writing and it is empty",
        "containerd#12734, nerdctl#5042: stdin that does not come whole, or without its end",
      ],
      strategies: ["direct-file", "shim-pipe", "fifo"],
      caller: { stdin: LARGE },
      byHand: [
        `start the runtime with ${LARGE} bytes that a writer keeps writing to its stdin`,
        `let PID 1 read fd 0 in ${PARTS} parts, ${PIECE} bytes a call, and stop between them`,
        "compare what came",
      ],
    },
    async (t, { start }) => {
      const pid1 = await start();
      const bytes = Math.floor(LARGE / PARTS);
      const parts = [];
      for (let part = 0; part < PARTS; part++) parts.push(await pid1.do({ do: "take", bytes, piece: PIECE }));
      const exact = parts.map(() => ({ errno: 0, value: { bytes, exact: true } }));
      t.match(parts, exact, "each part is as it was written");
      const rest = await pid1.do({ do: "take", bytes: LARGE, piece: PIECE });
      const required = { errno: 0, value: { bytes: LARGE % PARTS, exact: true, ended: true } };
      t.match(rest, required, "and so is the rest, and then the end");
      await pid1.end();
    },
  );

  test(
    "left-for-caller",
    {
      ...common,
      claim: "What of a caller's stdin is left to it by a PID 1 that reads nothing",
      level: "SEE",
      cites: [
        "podman#24370: a container that reads nothing takes the lines of a shell's `while read` loop",
        "POSIX sh: commands share the shell's standard input, and read no more of it than they need",
      ],
      strategies: ["direct-file"],
      caller: { stdin: 4_096, looksBack: true },
      acceptable:
        "A runtime that passes its stdin on takes nothing; one that stands between takes what it copies, needed or not, and whoever comes next on the same pipe misses it.",
      byHand: [
        "start the runtime with 4,096 bytes in a pipe on its stdin, which the caller has open too",
        "let PID 1 exit 0 without reading",
        "count what is left in the pipe",
      ],
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "write", stream: "stdout", bytes: 64 });
      await pid1.arrives(); // By then who copies has begun.
      await pid1.end();
      const left = pid1.caller.stdinLeft();
      t.ok(left !== null, "what is left was counted");
      fact("of stdin", left === 4_096 ? "all is left" : left === 0 ? "nothing is left" : "some is left");
    },
  );
});

function allOfIt(t: Asserts, observed: Ended): void {
  if (observed.fate.actual.kind !== "unknown") endsBy(t, observed, success);
  reports(t, observed, success);
  const whole = { acked: OUTPUT, stored: OUTPUT, lost: 0, torn: 0, foreign: 0 };
  t.match(observed.ledger[0], whole, "all of its output arrives, and nothing else");
}
