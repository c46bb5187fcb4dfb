import t from "tap";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { isPassed, judge, type Measure, wordOf } from "../../lib/compare/gate.ts";
import type { CaseResult, RunFile } from "../../lib/results/schema.ts";
import { broken, errored, flaky, held, known, recorded, runOf, skipped } from "./fixtures/runs.ts";

const today = "2026-06-01";
const none = { new: false, gone: false, skipped: false };
const judged = (run: RunFile, baseline: RunFile | null, over: Partial<Measure> = {}) =>
  judge(run, { baseline, expectations: [], known, today, allowFlaky: false, allow: none, ...over });
const entry = (over: Partial<Expectation> = {}): Expectation => ({
  ...{ case: "exit-status/code/0", verdict: "broken", bug: "runc#1", expires: "2026-12-31" },
  ...over,
});
const withEntry = (one: CaseResult, over: Partial<Expectation>, more: Partial<Measure> = {}) =>
  judged(runOf(one), null, { expectations: [entry(over)], ...more });
const why = (gate: ReturnType<typeof judge>) => gate.failing.map((one) => one.why);

const died = recorded("exit 127 · stale-abort · lost 0", "died");
const ended = recorded("exit 0 · lost 0");

t.test("the founding outage does not pass, whichever way PID 1 dies of it", async (t) => {
  const segv = recorded("signal SIGSEGV · stale-abort · lost 0", "died");
  for (const dead of [died, segv]) t.same(why(judged(runOf(dead), runOf(ended))), ["died: 0 → 1"]);
  const better = recorded("exit 127 · stale-abort · lost 0", "died");
  t.same(why(judged(runOf(better), runOf(recorded("exit 0 · lost 9", ["lost", 9])))), ["died: 0 → 1"]);
});

t.test("what is as it was, better, or only different passes", async (t) => {
  const one = { test: "code/1" };
  const after = runOf(held(), broken(one), died);
  const gate = judged(after, runOf(broken(), broken(one), { ...died, outcome: "exit 127 · lost 0" }));
  t.match(gate, { failing: { length: 0 }, violations: { length: 0 }, known: 1 });
  t.ok(isPassed(gate));
});

t.test("known is what is broken as it was, or less, or otherwise, and not what broke further", async (t) => {
  const costly = broken({ harms: [{ harm: "lost", amount: 8, text: "" }] });
  const otherwise = broken({ outcome: "exit 9 · lost 0" });
  t.equal(judged(runOf(broken()), runOf(costly)).known, 1, "better");
  t.equal(judged(runOf(otherwise), runOf(broken())).known, 1, "different");
  t.equal(judged(runOf(costly), runOf(broken())).known, 0, "worse");
  t.equal(judged(runOf(broken()), runOf(held({ test: "code/1" }))).known, 0, "new");
  t.equal(judged(runOf(held()), runOf(broken())).known, 0, "mended");
});

t.test("a case that ran and can no longer be seen does not pass, unless that is allowed", async (t) => {
  const baseline = runOf(held(), held({ test: "code/1" }));
  const now = runOf(skipped());
  t.same(why(judged(now, baseline)), ["skipped now: not here", "it is not in the later run"]);
  const allowed = judged(now, baseline, { allow: { new: false, gone: true, skipped: true } });
  t.match(allowed, { failing: { length: 0 }, allowed: { new: 0, gone: 1, skipped: 1 } });
  t.match(judged(now, baseline, { allow: { ...none, gone: true } }), {
    failing: [{ why: /^skipped now/ }],
    allowed: { gone: 1, skipped: 0 },
  });
  t.same(why(judged(runOf(errored()), runOf(held()))), ["the suite failed: the shim did not end"]);
  t.notOk(
    isPassed(judged(runOf(errored()), runOf(held()), { allow: { new: true, gone: true, skipped: true } })),
  );
  t.same(why(judged(runOf(held()), runOf(held(), skipped({ test: "code/1" })))), [], "it never ran");
});

t.test("a case that did not run before passes only if it is neither broken nor harmed", async (t) => {
  for (const baseline of [runOf(skipped()), runOf(errored()), runOf(held({ test: "code/1" }), skipped())]) {
    const gone = { allow: { ...none, gone: true } };
    t.match(judged(runOf(broken()), baseline, gone).failing, [{ why: /^broken, and/ }]);
    t.match(judged(runOf(died), baseline, gone).failing, [{ why: /^harmed \(died\), and/ }]);
    t.match(judged(runOf(flaky()), baseline, gone).failing, [{}]);
    t.same(judged(runOf(held()), baseline, gone).failing, []);
    t.match(judged(runOf(broken()), baseline, { allow: { new: true, gone: true, skipped: true } }), {
      failing: { length: 0 },
      allowed: { new: 1 },
    });
  }
  const absent = judged(runOf(held(), broken({ test: "code/1" })), runOf(held()));
  t.same(why(absent), ["broken, and it is not in the earlier run"]);
});

t.test("a runtime or an image that was renamed is gone, and new", async (t) => {
  for (const over of [{ runtime: "crun" }, { image: "node:12" }]) {
    const gate = judged(runOf(died, held({ test: "code/1" })), runOf({ ...died, ...over }));
    t.match(
      gate.failing.map((one) => one.why),
      [/not in the later run/, /^harmed \(died\), and it is not in the earlier run/],
    );
  }
});

t.test("a case that breaks otherwise than it did is worse", async (t) => {
  const refused = broken({
    outcome: "start-failed",
    harms: [{ harm: "refused", amount: 1, text: "it was refused" }],
  });
  t.same(why(judged(runOf(refused), runOf(broken()))), ["refused: 0 → 1"]);
});

t.test("more repetitions that are broken are worse", async (t) => {
  const gate = judged(runOf(broken(), broken(), broken()), runOf(broken(), held(), held()));
  t.same(why(gate), ["broken in 1 of 3 → 3 of 3 repetitions"]);
});

t.test("the worst comes first", async (t) => {
  const names = (["late", "lost", "died", "hang"] as const).map((harm) => ({ harm, test: harm }));
  const before = runOf(...names.map(({ test }) => ({ ...ended, test })), held({ test: "broken" }));
  const after = runOf(
    ...names.map(({ harm, test }) => ({ ...recorded("x", harm), test })),
    broken({ test: "broken" }),
  );
  t.same(
    judged(after, before).failing.map(({ result }) => result.test),
    ["hang", "died", "broken", "lost", "late"],
  );
});

t.test("without a baseline every broken case fails that is not expected", async (t) => {
  t.match(judged(runOf(broken()), null), {
    failing: [{ why: "exit 3; required: PID 1 ends by exit 0" }],
    expected: 0,
  });
  t.match(judged(runOf(errored()), null), { failing: [{ why: "the shim did not end" }] });
  t.same(judged(runOf(died, skipped({ test: "code/1" })), null).failing, []);
  const gate = withEntry(broken(), {});
  t.match(gate, { failing: { length: 0 }, violations: { length: 0 }, expected: 1, aside: 0 });
  t.ok(isPassed(gate));
  t.notOk(isPassed(withEntry(broken(), { verdict: "error" })));
});

t.test("an expectation excuses what became worse than the baseline", async (t) => {
  const gate = judged(runOf(broken()), runOf(held()), { expectations: [entry()] });
  t.match(gate, { failing: { length: 0 }, expected: 1 });
  const { verdict, ...rest } = entry({ harm: "died" });
  t.match(judged(runOf(died), runOf(ended), { expectations: [rest] }), {
    failing: { length: 0 },
    violations: { length: 0 },
  });
  t.match(judged(runOf(died), runOf(ended), { expectations: [{ ...rest, harm: "lost" }] }), {
    failing: [{}],
    violations: [/did not happen/],
  });
});

t.test("an expectation that has expired excuses nothing, and fails by itself", async (t) => {
  const gate = withEntry(broken(), { expires: "2026-05-31" });
  t.match(gate, { failing: [{}], violations: [/has expired on 2026-05-31/] });
  t.match(
    withEntry(broken(), { expires: today }),
    { failing: { length: 0 }, violations: { length: 0 } },
    "the last day is in it",
  );
});

t.test("an expectation whose failure did not happen fails", async (t) => {
  t.match(withEntry(held(), {}).violations, [/did not happen: .* is held · exit 0 · lost 0; remove/]);
  t.match(withEntry(broken(), { outcome: "exit 9" }).violations, [/did not happen/]);
  t.match(withEntry(errored(), {}).violations, [/ is error · the shim did not end; remove/]);
});

t.test("an expectation that matches nothing fails", async (t) => {
  t.match(withEntry(broken(), { case: "no/such" }).violations, [/no claim is called no\/such/]);
  t.match(withEntry(broken(), { strategy: "no" }).violations, [/no strategy no/]);
  t.match(withEntry(broken(), { filesystem: "no" }).violations, [/no file system no/]);
  t.match(withEntry(broken(), { runtime: "cruun" }).violations, [
    /there is no runtime cruun; did you mean crun\?/,
  ]);
  t.match(withEntry(skipped(), {}).violations, [/matches no case that ran/]);
  const named = runOf(broken({ runtime: "candidate" }));
  t.same(judged(named, null, { expectations: [entry({ runtime: "candidate" })] }).violations, []);
});

t.test("an expectation for another machine, runtime or selection is set aside", async (t) => {
  for (const over of <Partial<Expectation>[]>[
    { case: "bytes/exact" },
    { runtime: "runc" },
    { runtime: "podman+crun" },
    { strategy: "shim-pipe" },
    { when: { kernel: "<5" } },
    { when: { arch: "arm64" } },
    { when: { version: ">=2" } },
  ])
    t.match(withEntry(held(), over), { violations: { length: 0 }, aside: 1 }, JSON.stringify(over));
});

t.test("of a shard no expectation is judged to be missing", async (t) => {
  const run = runOf(held());
  const shard = { ...run, head: { ...run.head, shard: { index: 1, total: 2, plan: "a", cases: 1 } } };
  t.match(judged(shard, null, { expectations: [entry()] }), { violations: { length: 0 }, aside: 1 });
});

t.test("flaky is worse than at once, and no failure where that is allowed", async (t) => {
  const words = "at once → only when tried again";
  t.match(judged(runOf(flaky(), held({ test: "code/1" })), runOf(held())), {
    failing: [{ why: words }],
    flaky: 1,
  });
  t.match(judged(runOf(flaky()), runOf(flaky())), { failing: { length: 0 }, flaky: 1 });
  t.match(judged(runOf(flaky()), null), { failing: [{ why: "flaky: it came out well at try 2" }] });
  for (const baseline of [runOf(held()), null])
    t.match(judged(runOf(flaky()), baseline, { allowFlaky: true }), { failing: { length: 0 }, flaky: 1 });
  const lossy = { ...recorded("exit 0 · lost 8", ["lost", 8]), attempts: flaky().attempts };
  t.match(judged(runOf(lossy), runOf(ended), { allowFlaky: true }), { failing: [{ why: "lost: 0 → 8" }] });
});

t.test("what a run keeps of it names the cases, the sentences and what was let pass", async (t) => {
  const gate = judged(runOf(broken()), runOf(held()), { expectations: [entry({ strategy: "no" })] });
  t.match(wordOf(gate), {
    passed: false,
    failing: [{ id: broken().id, why: "held → broken" }],
    violations: [/no strategy no/],
    allowed: { new: 0, gone: 0, skipped: 0 },
  });
});
