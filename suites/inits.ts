import { type Asserts, type Container, endsBy, reports, seesEnd, suite } from "../lib/suite.ts";

/** What the program says last, and the status that it ends with: no init has either by itself. */
const LAST_WORDS = 4_096;
const STATUS = 7;
/** Long for a signal, which comes in an instant or never. */
const PATIENCE = 3_000;

const take = { do: "take-signal", name: "SIGTERM", milliseconds: PATIENCE } as const;
const lastWords = { do: "write", stream: "stdout", bytes: LAST_WORDS } as const;
const ends = { kind: "exit", code: STATUS } as const;

const common = {
  level: "MUST",
  filesystems: ["local"],
  workload: "actor",
  meant: [ends],
  byHand: [
    "have the program keep SIGTERM until it asks for it, as one does that shuts down in order",
    "kill -TERM PID 1",
    `let the program take the signal, write ${LAST_WORDS} bytes on stdout, and exit with ${STATUS}`,
    "compare the log with what was written, and the status with that of the program",
  ],
} as const;

const claim =
  "SIGTERM to PID 1 reaches the program, whose own shutdown then ends, with its last bytes and its status";

export default suite("inits", "An init in front of the program", (test) => {
  test(
    "image",
    {
      ...common,
      claim: `Where the image has an init as PID 1, ${claim}`,
      cites: [
        "tini, dumb-init and catatonit: signals are handed on, and the program's status is theirs",
        "pid_namespaces(7): PID 1 gets only signals that it has a handler for",
      ],
      strategies: ["direct-file", "shim-pipe"],
      program: "init",
    },
    async (t, { start }) => {
      const pid1 = await start();
      await shutsDown(t, pid1, () => pid1.signal("SIGTERM"));
    },
  );

  test(
    "npm",
    {
      ...common,
      level: "SEE",
      claim: "What becomes of the program's shutdown where npm is PID 1 and gets SIGTERM",
      cites: [
        "npm/cli#6547: npm run leaves on a signal, or does not hand it on",
        "npm/cli#8429",
        "@npmcli/run-script, signal-manager.js: the signal goes to the shell, which need not hand it on, and then to npm itself, which as PID 1 ignores it",
      ],
      strategies: ["shim-pipe"],
      program: "npm",
      speaks: ["stdout", "stderr"],
      acceptable:
        "It is npm's doing, and no runtime's: a program that never gets the signal is killed when npm leaves, with what it had not written yet. " +
        "The same runtime and another npm, or none, may well do otherwise.",
    },
    async (t, { start, fact }) => {
      const pid1 = await start();
      await pid1.do({ do: "hold-signal", name: "SIGTERM" });
      await pid1.signal("SIGTERM");
      const took = await pid1.do(take);
      const isTaken = "errno" in took && took.errno === 0;
      fact("the program", isTaken ? "gets sigterm" : "never gets sigterm");
      if (isTaken) await pid1.do(lastWords);
      seesEnd(t, await pid1.end(STATUS));
    },
  );

  test(
    "own",
    {
      ...common,
      claim: `Where the engine puts an init of its own in front, ${claim}`,
      cites: [
        "docker run --init, podman run --init: an init inside the container that forwards signals and reaps processes",
        "pid_namespaces(7): PID 1 gets only signals that it has a handler for",
      ],
      strategies: ["direct-file", "shim-pipe"],
      program: "actor",
      places: ["under-init"],
      needs: ["forwarding-init"],
    },
    async (t, { start }) => {
      const program = await start();
      await shutsDown(t, program, () => program.signalInit("SIGTERM"));
    },
  );
});

async function shutsDown(t: Asserts, container: Container, terminate: () => Promise<void>): Promise<void> {
  const { pid = 0 } = container.told("ready") ?? {};
  t.ok(pid > 1, "the program is not PID 1: an init is", {
    observed: `the program says that it is PID ${pid}`,
  });
  await container.do({ do: "hold-signal", name: "SIGTERM" });
  await terminate();
  t.match(await container.do(take), { errno: 0 }, "SIGTERM reaches the program");
  t.match(await container.do(lastWords), { errno: 0 }, "the program goes on to the end of its own shutdown");
  const observed = await container.end(STATUS);
  t.match(observed.ledger[0], { acked: LAST_WORDS, stored: LAST_WORDS }, "the log holds its last bytes");
  // Whether the runtime reports it is another claim's matter, but where nobody else tells.
  if (observed.fate.actual.kind === "unknown") reports(t, observed, ends);
  else endsBy(t, observed, ends);
}
