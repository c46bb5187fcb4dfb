import t from "tap";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { isPassed, judge, type Measure, wordOf } from "../../lib/compare/gate.ts";
import type { CaseResult, RunFile } from "../../lib/results/schema.ts";
import { sampleObservation } from "../reporters/fixtures/sample-run.ts";
import { failed, flaky, known, passed, runOf, skipped } from "./fixtures/runs.ts";

const today = "2026-06-01";
const judged = (run: RunFile, baseline: RunFile | null, over: Partial<Measure> = {}) =>
  judge(run, { baseline, expectations: [], known, today, allowFlaky: false, ...over });
const entry = (over: Partial<Expectation> = {}): Expectation => ({
  ...{ case: "exit-status/code/0", verdict: "fail", bug: "runc#1", expires: "2026-12-31" },
  ...over,
});
const withEntry = (one: CaseResult, over: Partial<Expectation>, more: Partial<Measure> = {}) =>
  judged(runOf(one), null, { expectations: [entry(over)], ...more });

t.test("what is worse than the baseline fails, and nothing else does", async (t) => {
  const one = { test: "code/1" };
  const gate = judged(runOf(failed(), failed(one)), runOf(passed(), failed(one)));
  t.match(gate, { failing: [{ result: { test: "code/0" }, why: "pass → fail" }], known: 1 });
  t.notOk(isPassed(gate));
  const better = judged(runOf(passed(), passed({ ...one, outcome: "exit 7" })), runOf(failed(), passed(one)));
  t.match(better, { failing: [], violations: [], known: 0 });
  t.ok(isPassed(better));
});

t.test("a failure that the baseline does not have is told, and does not fail", async (t) => {
  const gate = judged(runOf(passed(), failed({ test: "code/1" })), runOf(passed()));
  t.match(gate, { failing: [], unknown: [{ test: "code/1" }] });
  t.ok(isPassed(gate));
});

t.test("without a baseline every failure fails that is not expected", async (t) => {
  t.match(judged(runOf(failed()), null), { failing: [{ why: "PID 1 exits 0" }], expected: 0 });
  const gate = withEntry(failed(), {});
  t.match(gate, { failing: [], violations: [], expected: 1, aside: 0 });
  t.ok(isPassed(gate));
  t.notOk(isPassed(withEntry(failed(), { verdict: "error" })));
});

t.test("an expectation excuses what became worse than the baseline", async (t) => {
  const gate = judged(runOf(failed()), runOf(passed()), { expectations: [entry()] });
  t.match(gate, { failing: [], expected: 1 });
});

t.test("an expectation that has expired excuses nothing, and fails by itself", async (t) => {
  const gate = withEntry(failed(), { expires: "2026-05-31" });
  t.match(gate, { failing: [{}], violations: [/has expired on 2026-05-31/] });
  t.match(withEntry(failed(), { expires: today }), { failing: [], violations: [] }, "the last day is in it");
});

t.test("an expectation whose failure did not happen fails", async (t) => {
  t.match(withEntry(passed(), {}).violations, [/did not happen: .* is pass · exit 0 · lost 0/]);
  t.match(withEntry(failed(), { outcome: "exit 9" }).violations, [/did not happen/]);
});

t.test("an expectation that matches nothing fails", async (t) => {
  t.match(withEntry(failed(), { case: "no/such" }).violations, [/no claim is called no\/such/]);
  t.match(withEntry(failed(), { strategy: "no" }).violations, [/no strategy no/]);
  t.match(withEntry(failed(), { filesystem: "no" }).violations, [/no file system no/]);
  t.match(withEntry(skipped(), {}).violations, [/matches no case that ran/]);
});

t.test("an expectation for another machine, runtime or selection is set aside", async (t) => {
  for (const over of <Partial<Expectation>[]>[
    { case: "bytes/exact" },
    { runtime: "runc" },
    { strategy: "shim-pipe" },
    { when: { kernel: "<5" } },
    { when: { arch: "arm64" } },
    { when: { version: ">=2" } },
  ])
    t.match(withEntry(passed(), over), { violations: [], aside: 1 }, JSON.stringify(over));
});

t.test("of a shard no expectation is judged to be missing", async (t) => {
  const run = runOf(passed());
  const shard = { ...run, head: { ...run.head, shard: { index: 1, total: 2, plan: "a", cases: 1 } } };
  t.match(judged(shard, null, { expectations: [entry()] }), { violations: [], aside: 1 });
});

t.test("flaky is worse than a pass, and no failure where that is allowed", async (t) => {
  t.match(judged(runOf(flaky()), runOf(passed())), { failing: [{ why: "pass → flaky" }], flaky: 1 });
  t.match(judged(runOf(flaky()), runOf(flaky())), { failing: [], known: 1, flaky: 1 });
  t.match(judged(runOf(flaky()), null), { failing: [{ why: "flaky: it passed at try 2" }] });
  for (const baseline of [runOf(passed()), null])
    t.match(judged(runOf(flaky()), baseline, { allowFlaky: true }), { failing: [], flaky: 1 });
});

t.test("where flaky is allowed, more lost bytes are not", async (t) => {
  const lossy = flaky({ observation: sampleObservation({ lost: 4096 }) });
  t.match(judged(runOf(lossy), runOf(flaky()), { allowFlaky: true }), { failing: [{ why: /lost/ }] });
});

t.test("what a run keeps of it names the cases and the sentences", async (t) => {
  const gate = judged(runOf(failed()), runOf(passed()), { expectations: [entry({ strategy: "no" })] });
  t.match(wordOf(gate), {
    passed: false,
    failing: [{ id: failed().id, why: "pass → fail" }],
    violations: [/no strategy no/],
  });
});
