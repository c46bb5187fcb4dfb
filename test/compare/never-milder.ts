import t from "tap";
import { isPassed, judge } from "../../lib/compare/gate.ts";
import { HARMS } from "../../lib/results/harm-names.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { assertion, broken, errored, flaky, held, known, recorded, runOf, skipped } from "./fixtures/runs.ts";

/** Park and Miller's generator: the same cases in every run of this test. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const ROUNDS = 500;
const random = generator(20_261);
const one = <T>(list: readonly T[]): T => list[random(list.length)] as T;
const again = { attempts: flaky().attempts };

function harmed(): CaseResult {
  return recorded(
    "x",
    ...HARMS.filter(() => random(6) === 0).map((harm) => [harm, 1 + random(3)] as [typeof harm, number]),
  );
}

function anyResult(): CaseResult {
  const { harms } = harmed();
  const assertions = ["a", "b"].map((name) => assertion(name, false)).slice(random(2));
  return one([
    ...[held(), recorded("x"), harmed(), held({ harms }), { ...harmed(), ...again }, flaky()],
    ...[broken({ harms, assertions }), skipped(), errored()],
  ]);
}

const repetitions = () => Array.from({ length: 1 + random(3) }, anyResult);

/** The same with more of a harm, one harm more, a claim broken, or a later try; null where it would be no worse. */
function worsened(result: CaseResult): CaseResult | null {
  if (result.verdict === "skip" || result.verdict === "error") return null;
  const isBroken = result.verdict === "broken";
  const [harm, amount] = [one(HARMS), 1 + random(5)];
  return one<() => CaseResult | null>([
    () => ({ ...result, harms: [...result.harms, { harm, amount, text: "" }] }),
    () =>
      isBroken
        ? null
        : { ...result, verdict: "broken", assertions: [assertion("a", false), assertion("b", false)] },
    () => (isBroken ? null : { ...result, ...again }),
  ])();
}

const other = held({ test: "other" });
const options = () => ({
  ...{ allowFlaky: random(2) === 0, expectations: [], known, today: "2026-06-01" },
  allow: { new: random(4) === 0, gone: random(4) === 0, skipped: random(4) === 0 },
});
const passes = (
  before: readonly CaseResult[],
  after: readonly CaseResult[],
  over: ReturnType<typeof options>,
) => isPassed(judge(runOf(other, ...after), { ...over, baseline: runOf(other, ...before) }));
const words = ({ verdict, harms, assertions, attempts }: CaseResult) =>
  [
    attempts ? `flaky ${verdict}` : verdict,
    ...harms.map(({ harm, amount }) => `${harm} ${amount}`),
    ...assertions.filter(({ ok }) => !ok).map(({ name }) => name),
  ].join(" ");
const shown = (over: ReturnType<typeof options>, ...sides: (readonly CaseResult[])[]) =>
  JSON.stringify([...sides.map((side) => side.map(words)), over.allowFlaky, over.allow]);

t.test("what is as it was passes, in whichever order", async (t) => {
  const milder: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [before, over] = [repetitions(), options()];
    if (!passes(before, before.toReversed(), over)) milder.push(shown(over, before));
  }
  t.same(milder, []);
});

t.test("the order of the repetitions decides nothing", async (t) => {
  const milder: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [before, after, over] = [repetitions(), repetitions(), options()];
    if (passes(before, after, over) !== passes(before.toReversed(), after.toReversed(), over))
      milder.push(shown(over, before, after));
  }
  t.same(milder, []);
});

t.test("a run that fails does not pass for one of its repetitions being worse", async (t) => {
  const milder: string[] = [];
  let compared = 0;
  for (let round = 0; round < 3 * ROUNDS; round++) {
    const [before, after, over] = [random(5) === 0 ? [] : repetitions(), repetitions(), options()];
    const index = random(after.length);
    const worse = worsened(after[index] as CaseResult);
    if (worse === null || passes(before, after, over)) continue;
    compared++;
    if (passes(before, after.with(index, worse), over))
      milder.push(shown(over, before, after, after.with(index, worse)));
  }
  t.same(milder, []);
  t.ok(compared > ROUNDS / 3, String(compared));
});

t.test("what is let pass by nothing fails beside any other repetition", async (t) => {
  const milder: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [before, after, over] = [repetitions(), repetitions(), options()];
    const hung = broken({ harms: recorded("x", ["hang", 9]).harms });
    const isSeen = before.some(({ verdict }) => verdict !== "skip" && verdict !== "error");
    if ((isSeen || !over.allow.new) && passes(before, [...after, hung], over))
      milder.push(shown(over, before, after));
  }
  t.same(milder, []);
});
