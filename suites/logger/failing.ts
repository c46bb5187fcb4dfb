import { type Declare, endsBy, loggerKilled, loggerStopped, removalHeld, seesEnd } from "../../lib/suite.ts";

/** What a pipe holds: pipe(7), Pipe capacity. */
const PIPE = 65_536;
const LINES = 64 * 64;
const shared = {
  strategies: ["shim-pipe"],
  filesystems: ["local"],
  program: "actor",
  workload: "actor",
} as const;

/** A logger that dies, stands still, or is not told of the end. */
export function failing(test: Declare): void {
  test(
    "dead-at-start",
    {
      ...shared,
      claim: "A container whose logger ends before it is ready does not start, or a word of it is said",
      level: "MUST",
      cites: [
        "containerd's runtime/v2 README, Logging: the shim waits for the logger's word that it is ready",
        "containerd#12490: it starts the container all the same",
      ],
      needs: ["logger"],
      log: { logger: "dead-at-start" },
      fault: "the logger is dead at its start",
      meant: [{ kind: "exit", code: 0 }],
      byHand: ["give --log-uri binary:// a program that ends with 1 at once", "read what ctr says"],
    },
    async (t, { startUnlessRefused, fact }) => {
      const pid1 = await startUnlessRefused();
      fact("the start", pid1 ? "goes on" : "is refused");
      if (!pid1) return void t.pass("it is not started");
      await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
      const observed = await pid1.end();
      t.ok(observed.said.trim() !== "", "it is not started, or a word of it is said", {
        ...(observed.said.trim() === "" && { observed: "it was started, and nothing was said" }),
        ...{ at: null, stack: "" },
      });
    },
  );

  for (const [name, claim, bytes] of [
    ["dies", "What becomes of PID 1, its bytes and its status when its logger dies", LINES],
    [
      "dies-beyond-a-pipe",
      "Whether PID 1 still ends when it writes more than a pipe holds after its logger died",
      2 * PIPE,
    ],
  ] as const)
    test(
      name,
      {
        ...shared,
        claim,
        level: "SEE",
        cites: [
          "containerd's runtime/v2 README, Logging: the shim starts the logger, and nobody starts it again",
          "pipe(7): a write to a pipe without a reader fails; one that somebody could read and nobody reads fills",
        ],
        needs: ["logger"],
        log: { logger: "copies" },
        fault: name === "dies" ? "the logger dies" : "the logger dies, PID 1 writes on beyond a pipe",
        acceptable: "Any end is recorded; a hang breaks the claim.",
        byHand: [
          "kill -KILL the logger, a child of the shim",
          `let PID 1 write ${bytes} bytes`,
          "read the status",
        ],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
        await inflict(loggerKilled);
        seesEnd(t, await pid1.end(0, { stream: "stdout", bytes }));
      },
    );

  test(
    "stalls",
    {
      ...shared,
      claim: "What becomes of PID 1 and of its bytes when its logger stands still for a while",
      level: "SEE",
      cites: ["pipe(7): a write to a full pipe blocks until enough data has been read"],
      needs: ["logger"],
      log: { logger: "copies" },
      fault: "the logger stands still for a while",
      acceptable:
        "PID 1 waits in its write, or something between takes all of it; once it is read again no byte is lost.",
      byHand: [
        "stop the logger, a child of the shim (SIGSTOP)",
        "let PID 1 write 256 KiB, and look at /proc/PID/wchan",
        "let the logger go on (SIGCONT), and read the exit status",
      ],
    },
    async (t, { start, inflict, fact }) => {
      const pid1 = await start();
      const goOn = await inflict(loggerStopped);
      const written = pid1.do({ do: "write", stream: "stdout", bytes: 4 * PIPE });
      fact("meanwhile", (await pid1.blocked()) ? "it waited" : "it went on");
      await goOn();
      await written;
      const observed = await pid1.end();
      seesEnd(t, observed);
      t.match(observed.ledger[0], { lost: 0, torn: 0, foreign: 0 }, "nothing is lost");
    },
  );

  test(
    "stalls-across-exit",
    {
      ...shared,
      claim: "What waits in the pipe to a logger that stands still while PID 1 exits is not lost",
      level: "MUST",
      cites: [
        "pipe(7): a pipe keeps what it holds until it is read",
        "containerd#13931: the tail of the output is lost where its reader is slow",
      ],
      needs: ["logger"],
      log: { logger: "copies" },
      fault: "the logger stands still across the exit",
      byHand: [
        "stop the logger, a child of the shim (SIGSTOP)",
        `let PID 1 write ${PIPE} bytes and exit`,
        "let the logger go on once PID 1 has gone (SIGCONT), and compare what comes",
      ],
    },
    async (t, { start, inflict }) => {
      const pid1 = await start();
      const goOn = await inflict(loggerStopped);
      const end = pid1.end(0, { stream: "stdout", bytes: PIPE });
      await pid1.isEnded();
      await pid1.isReported();
      await goOn();
      const observed = await end;
      endsBy(t, observed, { kind: "exit", code: 0 });
      t.match(observed.ledger[0], { acked: PIPE, lost: 0, torn: 0, foreign: 0 }, "all of it arrives");
    },
  );

  const eof = { ...shared, level: "MUST", fault: "nobody removes the container", seconds: 60 } as const;
  const eofOf = { engine: undefined, logger: { logger: "copies" } } as const;
  for (const [name, log] of Object.entries(eofOf))
    test(
      `eof/${name}`,
      {
        ...eof,
        ...(log && { log }),
        claim: `Once PID 1 has ended its ${name} comes to the end of its output and closes the log, though nobody has removed the container yet`,
        cites: [
          "nerdctl#2337: a logger that learns of the end only when the task is deleted keeps the last line for itself",
          "containerd#12172",
          "pipe(7): a pipe whose write ends are closed is at its end",
        ],
        needs: ["keeps-ended", ...(log ? (["logger"] as const) : [])],
        byHand: [
          "stop whoever would remove the container (ctr run), where somebody would",
          "let PID 1 write and exit",
          "look who has the log open: find /proc/[0-9]*/fd -lname LOG",
        ],
      },
      async (t, { start, inflict }) => {
        const pid1 = await start();
        await pid1.do({ do: "write", stream: "stdout", bytes: LINES });
        const goOn = await inflict(removalHeld);
        const end = pid1.end();
        const isEnded = await pid1.isEnded();
        const holders = await pid1.logHeldBy();
        await goOn();
        await end;
        const closed = "nobody has the log open any more";
        if (!isEnded) return void t.ok(true, closed, { skip: "PID 1 has not ended" });
        t.ok(holders.length === 0, closed, {
          ...(holders.length > 0 && { observed: `the log is still open in ${holders.join(", ")}` }),
          ...{ at: null, stack: "" },
        });
      },
    );
}
