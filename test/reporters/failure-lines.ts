import t from "tap";
import { reproFile } from "../../lib/reporters/again.ts";
import { failureLines } from "../../lib/reporters/failure-lines.ts";
import { diedBy, sampleCase } from "./fixtures/sample-case.ts";
import { STALE_CHAIN, sampleObservation } from "./fixtures/sample-observation.ts";

const head = { command: ["run"] };

t.test("a failure is shown from the claim to the repro", async (t) => {
  const observation = sampleObservation({
    ...{ fate: { kind: "exit", code: 127 }, chain: STALE_CHAIN, lost: 8192, leftovers: ["mount /x"] },
    said: "it said\nso\n",
  });
  const result = sampleCase({
    ...{ verdict: "broken", outcome: "exit 127 · lost 8192", observation },
    reason: "the runtime reported 127; required: the true status is reported",
    harms: [{ harm: "leaked", amount: 1, text: "left behind: mount /x" }],
    assertions: [
      {
        ...{ ok: false, of: "claim", name: "the true status is reported", skip: null },
        detail: { observed: "the runtime reported 127", required: 0 },
      },
    ],
    attempts: [{ verdict: "error", outcome: null, reason: "no luck", milliseconds: 1 }],
  });
  t.same(failureLines(result, head), [
    "MUST: The status that PID 1 exits with is the one that the caller is told",
    "outcome: exit 127 · lost 8192",
    "✘ the runtime reported 127; required: the true status is reported",
    "    required: 0",
    "leaked: left behind: mount /x",
    "the runtime said:",
    "│ it said",
    "│ so",
    "try 1: error · no luck",
    "fate: exit 127; the runtime reported: exit 127",
    "stdout: 65536 bytes acknowledged, 57344 stored, 8192 lost, write(2) ESTALE ×8",
    "stderr: 1024 bytes acknowledged, 1024 stored",
    "chain: fstat(1) ESTALE → node::ResetStdio (inferred) → write(2) ESTALE ×8 → SIGABRT ignored (PID 1) ×2 →",
    "       hlt (inferred) → SIGSEGV → SIGSEGV handler → fstat(1) ESTALE → second abort(3) (inferred) →",
    "       _exit(127)",
    "again: fd012 run exit-status/code/0 --runtime unshare --strategy direct-file --filesystem local",
    `by hand: ${reproFile(result)} in the run's directory`,
  ]);
});

t.test("where nothing was observed there is little to tell", async (t) => {
  const result = sampleCase({
    ...{ verdict: "error", reason: "EPERM", outcome: null, observation: null, assertions: [], repro: null },
  });
  t.same(failureLines(result, head).slice(1, -1), ["error of the suite itself: EPERM"]);
});

t.test("a log that keeps nothing, and one that is read through the runtime, are told as such", async (t) => {
  const observation = sampleObservation();
  const [stdout, stderr] = observation.ledger as [
    (typeof observation.ledger)[0],
    (typeof observation.ledger)[0],
  ];
  const ledger = [
    { ...stdout, stored: 0, unlogged: 65_536 },
    { ...stderr, delivered: 1_000 },
  ];
  const lines = failureLines(sampleCase({ observation: { ...observation, ledger } }), head);
  t.ok(lines.includes("stdout: 65536 bytes acknowledged, 65536 to no log"));
  t.ok(lines.includes("stderr: 1024 bytes acknowledged, 1024 stored, 1000 delivered"));
});

t.test("what passed and was harmed shows each harm, and nothing else", async (t) => {
  const result = sampleCase({ level: "SEE", harms: [diedBy("exit 127")], observation: null, repro: null });
  t.same(failureLines(result, head).slice(1, -1), [
    "outcome: exit 0 · lost 0",
    "died: PID 1 ended by exit 127; it meant exit 0",
  ]);
});

t.test("what an assertion says is not said again as a harm", async (t) => {
  const where = "hang: state S, wchan pipe_write";
  const assertion = {
    ok: false,
    of: "case" as const,
    name: "PID 1 ends",
    skip: null,
    detail: { observed: where },
  };
  const result = sampleCase({
    ...{ verdict: "broken", reason: `${where}; required: PID 1 ends`, assertions: [assertion] },
    ...{ observation: null, repro: null },
    harms: [
      { harm: "hang", amount: 1, text: `it did not end: ${where}` },
      { harm: "lost", amount: 1, text: "1 byte is in no log" },
    ],
  });
  t.same(failureLines(result, head).slice(2, -1), [
    `✘ ${where}; required: PID 1 ends`,
    "lost: 1 byte is in no log",
  ]);
});
