import t from "tap";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { updateOf } from "../../lib/compare/expectation-update.ts";
import { judge, type Measure } from "../../lib/compare/gate.ts";
import type { CaseResult, HarmName } from "../../lib/results/schema.ts";
import { assertion, broken, errored, flaky, held, known, recorded, runOf } from "./fixtures/runs.ts";

type Said = Partial<Expectation>;
const entry = (over: Said): Expectation => ({
  ...{ case: "exit-status/code/0", bug: "runc#1", expires: "2026-12-31" },
  ...over,
});
const judged = (
  before: CaseResult[] | null,
  after: CaseResult[],
  said: Said[],
  over: Partial<Measure> = {},
) =>
  judge(runOf(...after), {
    ...{ baseline: before && runOf(...before), expectations: said.map(entry), known, today: "2026-06-01" },
    ...{ allowFlaky: false, allow: { new: false, gone: false, skipped: false }, ...over },
  });
const why = (...words: Parameters<typeof judged>) => judged(...words).failing.map((one) => one.why);
const violations = (...words: Parameters<typeof judged>) => judged(...words).violations;
const breaks = (outcome: string, ...harms: HarmName[]) =>
  broken({ outcome, harms: recorded("x", ...harms).harms });

const ran = recorded("exit 0 · lost 0");
const lossy = recorded("exit 0 · lost 8", ["lost", 8]);
const both = recorded("exit 127 · lost 8", "died", ["lost", 8]);

t.test("a harm names the worst that the case may cost, and that it came out well", async (t) => {
  t.same(why([lossy], [both], [{ harm: "lost" }]), ["died: 0 → 1"]);
  t.match(violations([lossy], [both], [{ harm: "lost" }]), [
    / is recorded · exit 127 · lost 8 · ▲ died, lost;/,
  ]);
  const hung = breaks("hang", "hang", "late");
  t.same(why([ran], [hung], [{ harm: "late" }]).length, 1);
  t.same(why(null, [hung], [{ harm: "late" }]).length, 1);
  t.same(why(null, [breaks("exit 3", "late")], [{ harm: "late" }]).length, 1, "broken is not said");
  t.same(why(null, [breaks("exit 3", "late")], [{ harm: "late", verdict: "broken" }]), []);
  t.same(why(null, [hung], [{ harm: "late", verdict: "broken" }]).length, 1);
  t.same(why(null, [hung], [{ harm: "hang", verdict: "broken" }]), []);
  t.same(violations(null, [held({ harms: lossy.harms })], [{ harm: "lost" }]), [], "held at a price");
});

t.test("what became worse passes only where it is named", async (t) => {
  t.same(why([ran], [lossy], [{ harm: "lost" }]), []);
  t.same(why([ran], [both], [{ harm: "died" }]), ["lost: 0 → 8"]);
  t.match(judged([ran], [both], [{ harm: "died" }, { harm: "lost" }]), {
    failing: { length: 0 },
    violations: { length: 0 },
    expected: 1,
  });
  const lost = breaks("exit 3 · lost 8", "lost");
  const hung = breaks("hang", "hang");
  t.match(judged([lost], [hung], [{ verdict: "broken" }]), {
    failing: [{ why: "hang: 0 → 1" }],
    expected: 0,
  });
  t.same(why([lost], [hung], [{ verdict: "broken", outcome: "hang" }]), []);
  t.same(why([held()], [lost], [{ verdict: "broken" }]), ["lost: 0 → 1"]);
  t.same(why([held()], [lost], [{ verdict: "broken", harm: "lost" }]), []);
  t.same(why([held()], [broken()], [{ verdict: "broken" }]), []);
  const further = broken({ assertions: [assertion("another", false)] });
  t.same(why([broken()], [further], [{ verdict: "broken" }]), ["no longer holds: another"]);
});

t.test(
  "an outcome names what is otherwise than in the baseline, and nothing that stands under the same one",
  async (t) => {
    const X = "exit 0 · lost 8";
    const leaking = { ...lossy, harms: recorded("x", ["lost", 8], "leaked").harms };
    t.same(why([ran], [leaking], [{ outcome: X }]), []);
    t.same(why([lossy], [leaking], [{ outcome: X }]), ["leaked: 0 → 1"]);
    for (const before of [
      [ran, lossy],
      [lossy, ran],
    ]) {
      t.same(why(before, [lossy, lossy], [{ outcome: X }]), []);
      t.same(why(before, [leaking, leaking], [{ outcome: X }]), ["leaked: 0 → 1 in 2 of 2 repetitions"]);
    }
    t.same(why([lossy], [broken({ ...leaking, verdict: "broken" })], [{ outcome: X, harm: "lost" }]), [
      "held → broken",
    ]);
  },
);

t.test("what is gone was not expected", async (t) => {
  const other = held({ test: "other" });
  const over = { verdict: "broken" } as const;
  t.same(why([broken(), other], [other], [over]), ["it is not in the later run"]);
  t.same(why([other], [broken(), other], [over]), [], "what is new can be");
  t.same(why([held()], [errored()], [{ verdict: "error" }]), []);
});

t.test("no expectation is about a case that came out well only at a later try", async (t) => {
  const lucky = { ...lossy, attempts: flaky().attempts };
  const said = [{ harm: "lost" as const }];
  t.same(why(null, [lucky], said), ["flaky: it came out well at try 2"]);
  t.same(why([lossy], [lucky], said), ["at once → only when tried again"]);
  t.same(why([ran], [lucky], [{ outcome: lucky.outcome as string }]), ["at once → only when tried again"]);
  const other = held({ test: "other" });
  t.same(why([other], [lucky, other], said).length, 1);
  for (const before of [null, [lossy, other], [other]])
    t.same(why(before, [lucky, other], said, { allowFlaky: true }), []);
});

t.test("a list is updated by the same rule", async (t) => {
  const claims = [{ name: "exit-status/code/0", strategies: ["direct-file"], filesystems: ["local"] }];
  const cells = { claims, expires: "2026-12-31" };
  const removed = (...said: Said[]) => [...updateOf(said.map(entry), runOf(both), cells).removed];
  t.same(removed({ harm: "lost" }), [0]);
  t.same(removed({ harm: "lost" }, { harm: "died" }), []);
  const { undecided } = updateOf([entry({ harm: "lost" })], runOf(both), { ...cells, claims: [] });
  t.same(undecided, [0], "of a suite that was not added nobody knows all cells");
});
