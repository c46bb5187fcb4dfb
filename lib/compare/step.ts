import { isFlaky } from "../results/flaky.ts";
import { HARMS } from "../results/harm-names.ts";
import type { CaseResult, HarmName } from "../results/schema.ts";

/** All repetitions of one case in one run that were observed: neither skipped nor errors. */
export type Repetitions = readonly [CaseResult, ...CaseResult[]];

/** In what a case can be better or worse; `assertion`: in one of those that are made of a case that is broken on both sides. */
export type RespectName = HarmName | "broken" | "flaky" | "assertion";

/** One thing by which a case can be better or worse, and how far each side is from being good. */
export interface Step {
  readonly change: "worse" | "better";
  readonly respect: RespectName;
  readonly why: string;
  /** Lower is worse. */
  readonly severity: number;
  /** The repetitions that show it best. */
  readonly before: CaseResult;
  readonly after: CaseResult;
}

/** By how much a repetition is bad in one respect: null where it is not, `some` where the amount is a race. */
type Badness = number | "some" | null;

interface Respect {
  readonly name: RespectName;
  readonly severity: number;
  of(one: CaseResult): Badness;
  /** The change in words. */
  words(before: Badness, after: Badness): string;
}

// Right behind what a user suffers at once, and before what is counted: a broken claim need not have a harm of its own.
const BROKEN = HARMS.indexOf("refused") + 0.5;

const isBroken: Respect = {
  name: "broken",
  severity: BROKEN,
  of: ({ verdict }) => (verdict === "broken" ? 1 : null),
  words: (before) => (before === null ? "held → broken" : "broken → held"),
};
const isShaky: Respect = {
  name: "flaky",
  severity: HARMS.length,
  // One that is broken did not come out well at once either: that it now does so at a later try is no worse.
  of: (one) => (isFlaky(one) || isBroken.of(one) !== null ? 1 : null),
  words: (before) =>
    before === null ? "at once → only when tried again" : "only when tried again → at once",
};
const harmful = HARMS.map(
  (harm, severity): Respect => ({
    name: harm,
    severity,
    of: (one) => amountOf(one, harm),
    words: (before, after) => `${harm}: ${amountWords(before)} → ${amountWords(after)}`,
  }),
);

/** In every respect in which two sides differ, the worst first. */
export function stepsBetween(before: Repetitions, after: Repetitions): Step[] {
  const isTriedAgain = [...before, ...after].some(isFlaky);
  return [isBroken, ...(isTriedAgain ? [isShaky] : []), ...harmful, ...failuresOf(before, after)]
    .flatMap((respect) => stepIn(respect, before, after))
    .sort((a, b) => a.severity - b.severity);
}

function stepIn(respect: Respect, before: Repetitions, after: Repetitions): Step[] {
  const [was, is] = [worst(respect, before), worst(respect, after)];
  const { severity, name } = respect;
  const sides = { severity, respect: name, before: was.result, after: is.result };
  const steps: Step[] = [];
  const more = compareBadness(was.badness, is.badness);
  if (more !== 0) {
    const share = more > 0 ? shareWords(is.times, after) : shareWords(was.times, before);
    const why = respect.words(was.badness, is.badness) + share;
    steps.push({ ...sides, change: more > 0 ? "worse" : "better", why });
  }
  // Less of it in more of the repetitions is both.
  const often = is.times / after.length - was.times / before.length;
  if (was.badness === null || is.badness === null || often === 0) return steps;
  const why = `${shownName(respect)} in ${was.times} of ${before.length} → ${is.times} of ${after.length} repetitions`;
  return [...steps, { ...sides, change: often > 0 ? "worse" : "better", why }];
}

/** The repetition that is worst in one respect, and how many are bad in it at all. */
function worst({ of }: Respect, side: Repetitions): { badness: Badness; result: CaseResult; times: number } {
  let found = { badness: of(side[0]), result: side[0] as CaseResult };
  for (const result of side) {
    const badness = of(result);
    if (isMore(found.badness, badness)) found = { badness, result };
  }
  return { ...found, times: side.filter((one) => of(one) !== null).length };
}

// An amount that is known may not hide behind one that is a race, whichever of them comes first.
function isMore(found: Badness, badness: Badness): boolean {
  return found === "some" ? typeof badness === "number" : compareBadness(found, badness) > 0;
}

/** Above 0 where `is` is worse. Two amounts of which one is a race are alike. */
function compareBadness(was: Badness, is: Badness): number {
  if (was === null || is === null) return Number(is !== null) - Number(was !== null);
  return was === "some" || is === "some" ? 0 : is - was;
}

function amountOf({ harms }: CaseResult, name: HarmName): Badness {
  const found = harms.filter(({ harm }) => harm === name);
  if (found.length === 0) return null;
  if (found.some(({ amount }) => amount === null)) return "some";
  return found.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
}

/** Assertions that did not hold, each a respect of its own: a claim that is broken can break further. */
function failuresOf(before: Repetitions, after: Repetitions): Respect[] {
  if (![before, after].every((side) => side.some(({ verdict }) => verdict === "broken"))) return [];
  const names = [...before, ...after].flatMap(({ assertions }) =>
    assertions.filter(({ ok }) => !ok).map(({ name }) => name),
  );
  return [...new Set(names)].map((name) => ({
    name: "assertion",
    severity: BROKEN,
    of: ({ assertions }) => (assertions.some((one) => !one.ok && one.name === name) ? 1 : null),
    words: (was) => (was === null ? `no longer holds: ${name}` : `holds again: ${name}`),
  }));
}

function amountWords(badness: Badness): string {
  return String(badness ?? 0);
}

function shownName({ name, words }: Respect): string {
  if (name === "flaky") return "only when tried again";
  return name === "assertion" ? words(null, 1) : name;
}

function shareWords(times: number, side: Repetitions): string {
  return side.length > 1 ? ` in ${times} of ${side.length} repetitions` : "";
}
