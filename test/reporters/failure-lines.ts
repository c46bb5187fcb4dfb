import t from "tap";
import { failureLines } from "../../lib/reporters/failure-lines.ts";
import { STALE_CHAIN, sampleCase, sampleObservation } from "./fixtures/sample-run.ts";

const head = { command: ["run"] };

t.test("a failure is told from the claim to the repro", async (t) => {
  const observation = sampleObservation({
    ...{ fate: { kind: "exit", code: 127 }, chain: STALE_CHAIN, lost: 8192, leftovers: ["mount /x"] },
    said: "it said\nso\n",
  });
  const result = sampleCase({
    ...{ verdict: "fail", reason: "the caller can tell", outcome: "exit 127 · lost 8192", observation },
    assertions: [
      { ok: false, name: "the caller can tell", skip: null, detail: { observed: 127, required: 0 } },
    ],
    attempts: [{ verdict: "error", outcome: null, reason: "no luck", milliseconds: 1 }],
  });
  t.same(failureLines(result, head), [
    "MUST: The status that PID 1 exits with is the one that the caller is told",
    "outcome: exit 127 · lost 8192",
    "✘ the caller can tell",
    "    observed: 127",
    "    required: 0",
    "left behind: mount /x",
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
    "by hand: repro/exit-status-code-0-unshare-direct-file-local-node-20.20.2-.sh in the run's directory",
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
