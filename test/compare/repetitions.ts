import t from "tap";
import { changeOf, changesOf } from "../../lib/compare/change.ts";
import { compareStrictly, sideOf } from "../../lib/compare/compare-runs.ts";
import { isPassed, judge, type Measure } from "../../lib/compare/gate.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { broken, errored, flaky, held, known, recorded, runOf, skipped } from "./fixtures/runs.ts";

const none = { new: false, gone: false, skipped: false };
const ran = recorded("exit 0 · lost 0");
const died = recorded("exit 127 · lost 0", "died");
const hung = broken({ outcome: "hang", harms: [{ harm: "hang", amount: 1, text: "it hung" }] });
const again = { attempts: flaky().attempts };
const late = recorded("exit 0 · lost 0 · late 5", ["late", 5]);

const judged = (before: CaseResult[], after: CaseResult[], over: Partial<Measure> = {}) =>
  judge(runOf(...after), {
    ...{ baseline: runOf(...before), expectations: [], known, today: "2026-06-01" },
    ...{ allowFlaky: false, allow: none, ...over },
  });
const why = (...words: Parameters<typeof judged>) => judged(...words).failing.map((one) => one.why);

t.test("an error among the repetitions hides none of the others", async (t) => {
  t.same(why([errored(), ran], [errored(), died]), ["died: 0 → 1"]);
  t.same(why([errored()], [errored(), hung]), ["broken, and was an error before: the shim did not end"]);
  t.same(why([ran, ran], [hung, errored()]), ["hang: 0 → 1"]);
  t.match(changesOf([held(), held()], [broken(), errored()]), [
    { change: "worse", why: "held → broken" },
    { change: "error", why: "the suite failed in 1 of 2 repetitions: the shim did not end" },
  ]);
  t.match(judged([errored(), ran], [errored(), ran]), { failing: { length: 0 }, known: 1 });
  t.match(changeOf([errored(), ran], [errored(), recorded("exit 1 · lost 0")]), { change: "different" });
  t.match(changeOf([errored(), died], [errored(), ran]), { change: "better" });
});

t.test("more errors than before are not known", async (t) => {
  t.same(why([errored(), ran, ran], [errored(), errored(), ran]), [
    "the suite failed in 1 of 3 → 2 of 3 repetitions: the shim did not end",
  ]);
  t.same(why([errored(), ran], [errored()]), [
    "the suite failed in 1 of 2 → 1 of 1 repetitions: the shim did not end",
  ]);
  t.same(why([errored(), errored()], [errored()]), []);
  t.same(why([errored(), errored()], [errored(), ran]), []);
});

t.test("that fewer repetitions ran is told, whatever became of those that did", async (t) => {
  t.same(why([ran, ran, ran], [ran, skipped(), skipped()]), ["skipped now in 2 of 3 repetitions: not here"]);
  t.same(why([ran, ran, skipped()], [skipped(), ran, skipped()]), [
    "skipped now in 1 of 3 → 2 of 3 repetitions: not here",
  ]);
  t.same(why([ran, skipped()], [skipped(), ran]), []);
  t.same(why([ran, errored()], [skipped(), ran]), [], "as many ran as before");
  t.same(why([ran, skipped()], [ran, ran]), []);
  const allowed = { allow: { ...none, skipped: true } };
  t.match(judged([ran, ran], [ran, skipped()], allowed), { failing: { length: 0 }, allowed: { skipped: 1 } });
  t.same(why([ran, ran], [died, skipped()], allowed), ["died: 0 → 1"]);
  t.same(
    why([ran, ran], [{ ...ran, ...again }, skipped()], allowed),
    ["at once → only when tried again"],
    "what is allowed hides nothing either",
  );
});

t.test("of a case that did not run before the repetition that concerns somebody is looked at", async (t) => {
  for (const before of [[skipped()], [skipped(), skipped()], [errored()], [held({ test: "other" })]]) {
    const gone = { allow: { ...none, gone: true } };
    const words = (after: CaseResult[]) => why(before, after, gone).map((one) => one.replace(/, and .*/, ""));
    t.same(words([ran, died, hung]), ["broken"]);
    t.same(words([ran, died]), ["harmed (died)"]);
    t.same(words([died, skipped()]), ["harmed (died)"]);
    t.same(words([skipped(), ran, late, died]), ["harmed (died)"], "the worst harm");
    t.same(words([broken(), hung]), ["broken"]);
    t.same(words([ran, skipped()]), []);
    t.same(words([skipped(), skipped()]), []);
  }
  const shown = (...after: CaseResult[]) => {
    const side = (...cases: CaseResult[]) => sideOf(runOf(...cases), "", null);
    return compareStrictly(side(), side(...after)).cases[0]?.after;
  };
  t.equal(shown(broken(), hung)?.outcome, "hang");
  t.equal(shown(hung, errored())?.verdict, "error");
  t.equal(shown({ ...ran, ...again }, late)?.outcome, late.outcome);
  t.equal(shown(skipped(), ran)?.verdict, "recorded");
  t.equal(shown(skipped())?.verdict, "skip");
});

t.test("a case of which some repetitions ran is gone, though the first was skipped", async (t) => {
  const other = held({ test: "other" });
  t.same(why([skipped(), held(), other], [other]), ["it is not in the later run"]);
  t.same(why([skipped(), skipped(), other], [other]), []);
});

t.test("what comes out well at a later try hides no harm that happens more often", async (t) => {
  const lucky = { ...died, ...again };
  const allowed = { allowFlaky: true };
  t.same(why([died, ran, ran], [lucky, died, died], allowed), ["died in 1 of 3 → 3 of 3 repetitions"]);
  t.same(why([ran, ran], [{ ...ran, ...again }, errored()], allowed), [
    "the suite failed in 1 of 2 repetitions: the shim did not end",
  ]);
  t.ok(isPassed(judged([ran, ran, broken()], [ran, { ...ran, ...again }, ran], allowed)));
});

t.test("what was broken, and now comes out well at a later try, is no worse", async (t) => {
  t.same(why([broken()], [flaky()]), []);
  t.same(why([broken(), held()], [flaky(), held()]), []);
  t.same(why([broken(), held()], [flaky(), flaky()]), [
    "only when tried again in 1 of 2 → 2 of 2 repetitions",
  ]);
  t.same(why([flaky()], [broken()]), ["held → broken"]);
});
