import t from "tap";
import { type Repetitions, stepsBetween } from "../../lib/compare/step.ts";
import { held, recorded } from "./fixtures/runs.ts";

const steps = (before: Repetitions, after: Repetitions) =>
  stepsBetween(before, after).map(({ change, why }) => `${change}: ${why}`);
const lost = (amount: number | null) => recorded("x", ["lost", amount]);
const unharmed = recorded("exit 0 · lost 0");

t.test("an amount that is known counts, whichever repetition it is in", async (t) => {
  const words = ["worse: lost: 5 → 100000 in 2 of 2 repetitions"];
  t.same(steps([lost(5), lost(5)], [lost(null), lost(100_000)]), words);
  t.same(steps([lost(5), lost(5)], [lost(100_000), lost(null)]), words);
  t.same(steps([lost(null), lost(100_000)], [lost(5), lost(5)]), [
    "better: lost: 100000 → 5 in 2 of 2 repetitions",
  ]);
  t.same(steps([lost(5), lost(null)], [lost(null), lost(5)]), []);
  t.same(steps([lost(null)], [lost(null), lost(7)]), [], "nothing to hold the amount against");
  t.match(stepsBetween([lost(5)], [lost(null), lost(9)])[0]?.after, { harms: [{ amount: 9 }] });
});

t.test("less of a harm in more of the repetitions is better, and worse", async (t) => {
  t.same(steps([lost(9), unharmed, unharmed], [lost(5), lost(5), lost(5)]), [
    "better: lost: 9 → 5 in 1 of 3 repetitions",
    "worse: lost in 1 of 3 → 3 of 3 repetitions",
  ]);
  t.same(steps([lost(5), lost(5)], [lost(9), unharmed]), [
    "worse: lost: 5 → 9 in 1 of 2 repetitions",
    "better: lost in 2 of 2 → 1 of 2 repetitions",
  ]);
});

t.test("a step names the respect that it is in", async (t) => {
  const named = (...sides: [Repetitions, Repetitions]) => stepsBetween(...sides).map((one) => one.respect);
  const broken = (name: string) =>
    held({ verdict: "broken", assertions: [{ ok: false, of: "claim", name, skip: null, detail: null }] });
  const again = { attempts: [{ verdict: "broken" as const, outcome: null, reason: null, milliseconds: 1 }] };
  t.same(named([unharmed], [lost(1)]), ["lost"]);
  t.same(named([held()], [broken("a")]), ["broken"]);
  t.same(named([broken("a")], [broken("b")]), ["assertion", "assertion"]);
  t.same(named([held()], [held(again)]), ["flaky"]);
});
