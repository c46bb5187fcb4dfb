import t from "tap";
import { type Repetitions, stepsBetween } from "../../lib/compare/step.ts";
import { HARMS } from "../../lib/results/harm-names.ts";
import { assertion, broken, flaky, held, recorded } from "./fixtures/runs.ts";

const steps = (before: Repetitions, after: Repetitions) =>
  stepsBetween(before, after).map(({ change, why }) => `${change}: ${why}`);
const unharmed = recorded("exit 0 · lost 0");

t.test("every harm that is new, or more, is worse; every one that is less is better", async (t) => {
  for (const harm of HARMS) {
    t.same(steps([unharmed], [recorded("x", [harm, 3])]), [`worse: ${harm}: 0 → 3`]);
    t.same(steps([recorded("x", [harm, 3])], [unharmed]), [`better: ${harm}: 3 → 0`]);
    t.same(steps([recorded("x", [harm, 3])], [recorded("x", [harm, 4])]), [`worse: ${harm}: 3 → 4`]);
    t.same(steps([recorded("x", [harm, 4])], [recorded("x", [harm, 3])]), [`better: ${harm}: 4 → 3`]);
    t.same(steps([recorded("x", [harm, 3])], [recorded("y", [harm, 3])]), []);
  }
});

t.test("several harms of one name are one amount", async (t) => {
  t.same(steps([recorded("x", ["leaked", 3])], [recorded("x", ["leaked", 1], ["leaked", 2])]), []);
  t.same(steps([recorded("x", ["leaked", 2])], [recorded("x", ["leaked", 1], ["leaked", 2])]), [
    "worse: leaked: 2 → 3",
  ]);
});

t.test("how much is lost by a race is not compared, but that some is", async (t) => {
  const some = recorded("x", ["lost", null]);
  t.same(steps([some], [recorded("x", ["lost", 99])]), []);
  t.same(steps([recorded("x", ["lost", 99])], [some]), []);
  t.same(steps([unharmed], [some]), ["worse: lost: 0 → some"]);
  t.same(steps([some], [unharmed]), ["better: lost: some → 0"]);
  t.same(steps([some], [recorded("x", ["lost", null], ["lost", 2])]), []);
  t.same(steps([recorded("x", ["lost", 1])], [recorded("x", ["lost", null], ["lost", 2])]), []);
});

t.test("a claim that breaks is worse, and one that breaks further", async (t) => {
  t.same(steps([held()], [broken()]), ["worse: held → broken"]);
  t.same(steps([broken()], [held()]), ["better: broken → held"]);
  const further = broken({
    assertions: [assertion("PID 1 ends by exit 0", false), assertion("nothing may be left behind", false)],
  });
  t.same(steps([broken()], [further]), ["worse: no longer holds: nothing may be left behind"]);
  t.same(steps([further], [broken()]), ["better: holds again: nothing may be left behind"]);
  const other = broken({ assertions: [assertion("another", false)] });
  t.same(steps([broken()], [other]), [
    "better: holds again: PID 1 ends by exit 0",
    "worse: no longer holds: another",
  ]);
});

t.test("what comes out well only when it is tried again is worse than at once", async (t) => {
  t.same(steps([held()], [flaky()]), ["worse: at once → only when tried again"]);
  t.same(steps([flaky()], [held()]), ["better: only when tried again → at once"]);
  t.same(steps([flaky()], [flaky()]), []);
});

t.test("the worst comes first", async (t) => {
  const both = broken({ harms: recorded("x", "lost", "died", "late", "hang").harms });
  t.same(
    stepsBetween([held()], [{ ...both, attempts: [] }]).map(({ why }) => why.split(" ")[0]),
    ["hang:", "died:", "held", "lost:", "late:"],
  );
  const refused = broken({ harms: recorded("x", "refused").harms });
  t.same(steps([held()], [refused]), ["worse: refused: 0 → 1", "worse: held → broken"]);
});

t.test("repetitions: that more of them are bad is worse, and how many is said", async (t) => {
  const died = recorded("x", "died");
  t.same(steps([unharmed, unharmed, died], [died, died, died]), [
    "worse: died in 1 of 3 → 3 of 3 repetitions",
  ]);
  t.same(steps([died, died, died], [unharmed, died, unharmed]), [
    "better: died in 3 of 3 → 1 of 3 repetitions",
  ]);
  t.same(steps([died, unharmed], [unharmed, died]), []);
  t.same(steps([unharmed], [unharmed, died, died]), ["worse: died: 0 → 1 in 2 of 3 repetitions"]);
  t.same(steps([died, unharmed], [unharmed, unharmed]), ["better: died: 1 → 0 in 1 of 2 repetitions"]);
  t.same(steps([held(), held(), broken()], [broken(), broken(), broken()]), [
    "worse: broken in 1 of 3 → 3 of 3 repetitions",
    "worse: no longer holds: PID 1 ends by exit 0 in 1 of 3 → 3 of 3 repetitions",
  ]);
  t.same(steps([held(), flaky()], [flaky(), flaky()]), [
    "worse: only when tried again in 1 of 2 → 2 of 2 repetitions",
  ]);
});

t.test("the repetitions that show it best come back", async (t) => {
  const [little, much] = [recorded("little", ["lost", 1]), recorded("much", ["lost", 9])];
  const [step] = stepsBetween([unharmed, little], [little, much, unharmed]);
  t.match(step, { before: { outcome: "little" }, after: { outcome: "much" } });
  const again = recorded("as much again", ["lost", 9]);
  t.equal(stepsBetween([unharmed], [much, again])[0]?.after, much, "of equals the first");
});
