import t from "tap";
import { outcomeOf } from "../../lib/judge/outcome.ts";
import type { Link } from "../../lib/results/schema.ts";
import { observation, streamLedger } from "./fixtures/observation.ts";

const link = (name: string, text: string): Link => ({ name, text, backing: "observed", seconds: 0 });
const evidence = (...chain: Link[]) => ({ missing: null, trace: [], chain });
const fate = (actual: object, reported = actual) =>
  ({ actual, reported }) as ReturnType<typeof observation>["fate"];
const exit = (code: number) => ({ kind: "exit", code });

t.test("an ordinary end is told in the fewest words", async (t) => {
  t.equal(outcomeOf(observation()), "exit 0 · lost 0");
  t.equal(
    outcomeOf(observation({ fate: fate({ kind: "signal", signal: "SIGKILL" }, exit(137)) })),
    "signal SIGKILL · lost 0",
  );
  t.equal(
    outcomeOf(observation({ fate: fate({ kind: "hang", where: "S in pipe_write" }) })),
    "hang · lost 0",
  );
});

t.test("what was reported is told where it is not what happened", async (t) => {
  t.equal(outcomeOf(observation({ fate: fate(exit(127), exit(0)) })), "exit 127 · reported exit 0 · lost 0");
});

t.test("where the kernel could not be asked, the runtime's word stands", async (t) => {
  t.equal(
    outcomeOf(observation({ fate: fate({ kind: "unknown", reason: "no root" }, exit(3)) })),
    "exit 3 · lost 0",
  );
});

t.test("a signal that ended the runtime itself says nothing of PID 1", async (t) => {
  const unknown = { kind: "unknown", reason: "no root" };
  const outcome = (reported: object) => outcomeOf(observation({ fate: fate(unknown, reported) }));
  t.equal(outcome({ kind: "signal", signal: "SIGABRT" }), "unknown · reported signal SIGABRT · lost 0");
  const outlived = { ...fate(unknown, exit(2)), outlived: true };
  t.equal(
    outcomeOf(observation({ fate: outlived })),
    "unknown · reported exit 2 · lost 0",
    "nor that of one that PID 1 outlived",
  );
  t.equal(outcome({ kind: "hang", where: "S" }), "hang · lost 0");
  t.equal(outcome(unknown), "unknown · lost 0");
});

t.test("the cause of an abort is node's look at a bad descriptor, by its errno, or another", async (t) => {
  const blamed = (errno: string) =>
    outcomeOf(
      observation({
        fate: fate(exit(127)),
        evidence: evidence(
          link("fstat-failed", `fstat(1) ${errno}`),
          link("reset-stdio", "node::ResetStdio"),
        ),
      }),
    );
  t.equal(blamed("ESTALE"), "exit 127 · stale-abort · lost 0");
  t.equal(blamed("ESTALE ×2"), "exit 127 · stale-abort · lost 0");
  t.equal(blamed("EIO"), "exit 127 · eio-abort · lost 0");
  const failed = (errno: string) => link("fstat-failed", `fstat(1) ${errno}`);
  const reset = link("reset-stdio", "node::ResetStdio");
  const several = evidence(failed("EIO"), reset, failed("ESTALE"), reset);
  t.equal(
    outcomeOf(observation({ fate: fate(exit(127)), evidence: several })),
    "exit 127 · eio-abort · lost 0",
    "the first is the cause",
  );
  const unseen = evidence(reset, link("signal", "SIGABRT ignored (PID 1)"));
  t.equal(
    outcomeOf(observation({ fate: fate(exit(127)), evidence: unseen })),
    "exit 127 · abort · lost 0",
    "what failed before was not seen",
  );
  const other = evidence(link("signal", "SIGABRT ignored (PID 1)"));
  t.equal(outcomeOf(observation({ fate: fate(exit(139)), evidence: other })), "exit 139 · abort · lost 0");
});

t.test("what is wrong with the bytes is summed over both streams", async (t) => {
  const ledger = [
    streamLedger({ lost: 100, torn: 1, foreign: 5 }),
    streamLedger({ lost: 28, duplicated: 2, reordered: 3, holes: 4 }),
  ];
  t.equal(
    outcomeOf(observation({ ledger })),
    "exit 0 · lost 128 · torn 1 · duplicated 2 · reordered 3 · foreign 5 · holes 4",
  );
});

t.test(
  "what is not given back is told by stream, so that a surplus of one hides no lack of the other",
  async (t) => {
    const ledger = [streamLedger({ undelivered: 4 }), streamLedger({ stream: "stderr", misdelivered: 4 })];
    t.equal(outcomeOf(observation({ ledger })), "exit 0 · lost 0 · undelivered 8");
  },
);

t.test("what nothing reports is no other word, and a runtime that goes on is told", async (t) => {
  const nobody = { kind: "unknown", reason: "a shell waits", byDesign: true };
  t.equal(outcomeOf(observation({ fate: fate(exit(7), nobody) })), "exit 7 · lost 0");
  const goesOn = { kind: "hang", where: "it goes on" };
  t.equal(outcomeOf(observation({ fate: fate(exit(7), goesOn) })), "exit 7 · reported hang · lost 0");
  t.equal(outcomeOf(observation({ fate: fate({ kind: "unknown", reason: "" }, goesOn) })), "hang · lost 0");
  const spins = { kind: "hang", where: "it spins", spin: true };
  t.equal(outcomeOf(observation({ fate: fate(spins, spins) })), "hang · spin · lost 0");
  t.equal(outcomeOf(observation({ fate: fate(spins, exit(0)) })), "hang · reported exit 0 · spin · lost 0");
});

t.test("a runtime that was killed itself has told nothing true", async (t) => {
  const crash = { kind: "signal", signal: "SIGSEGV" };
  t.equal(
    outcomeOf(observation({ fate: fate(crash, crash) })),
    "signal SIGSEGV · reported signal SIGSEGV · lost 0",
  );
});

t.test("what the log did not hold when the fault was made is told", async (t) => {
  const ledger = [streamLedger({ late: 64 }), streamLedger({ lost: 64, late: 64 })];
  t.equal(outcomeOf(observation({ ledger })), "exit 0 · lost 64 · late 128");
});

t.test("an amount that is a race between a writer and a reader that closes is not told", async (t) => {
  const ledger = [streamLedger({ lost: 64, failed: { EPIPE: 3 } }), streamLedger({ lost: 8 })];
  t.equal(outcomeOf(observation({ ledger })), "exit 0 · lost some");
  const quick = [streamLedger({ lost: 64 })];
  t.equal(outcomeOf(observation({ ledger: quick }), "relayed"), "exit 0 · relayed · lost some");
  t.equal(outcomeOf(observation({ ledger: quick })), "exit 0 · lost 64");
  const hang = fate({ kind: "hang", where: "S in pipe_write" });
  t.equal(outcomeOf(observation({ ledger: quick, fate: hang })), "hang · lost some");
  t.equal(outcomeOf(observation({ ledger: [streamLedger({ failed: { EPIPE: 3 } })] })), "exit 0 · lost 0");
});

t.test("where nothing is to be kept there is no log, and nothing is lost", async (t) => {
  const ledger = [streamLedger({ unlogged: 64 }), streamLedger({ unlogged: 0 })];
  t.equal(outcomeOf(observation({ ledger })), "exit 0 · no log");
  const half = [streamLedger({ unlogged: 64 }), streamLedger({ lost: 8 })];
  t.equal(outcomeOf(observation({ ledger: half })), "exit 0 · lost 8", "one of the two is kept");
  t.equal(outcomeOf(observation({ ledger: [] })), "exit 0 · lost 0", "nothing says that nothing is kept");
});

t.test("what a descriptor answered is told by errno, and what is not named was ok", async (t) => {
  const answered = (answers: Record<string, string>) => outcomeOf(observation({ answers }));
  t.equal(
    answered({ fstat: "ESTALE", fsync: "ok", read: "EIO", write: "ESTALE" }),
    "exit 0 · ESTALE fstat write · EIO read · lost 0",
  );
  t.equal(answered({ fstat: "ok" }), "exit 0 · all ok · lost 0");
});
