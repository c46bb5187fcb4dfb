import type { CaseResult } from "../results/schema.ts";
import { atLeast, triesFor } from "./chance.ts";
import { changesOf, type Results } from "./change.ts";

/** A case whose baseline is known, and how one revision has done in it so far. */
export interface Trial {
  readonly before: Results;
  readonly tries: readonly CaseResult[];
  /** How many tries must come out well before it counts as good. */
  readonly wanted: number;
}

/** `unjudged`: skips and errors, of which nothing can be said; `open`: it takes more tries. */
export type Standing = "good" | "worse" | "unjudged" | "open";

/** Of a case that came out well and badly. */
const FLICKERING = 10;
/** Worse this many times, or it is an accident. */
const LEAST_WORSE = 3;
/** No case is taken to fail less often than this by chance, for a machine has hiccups that no baseline shows. */
const ACCIDENTS = 0.02;
/** A revision is bad if chance alone would make it look so in fewer cases than this. */
const DOUBT = 0.001;
const MOST_UNSEEN = 3;

/** What can be said of one case of a revision. */
export function standingOf({ before, tries, wanted }: Trial): Standing {
  const { times, worse } = worseTries(before, tries);
  if (worse >= LEAST_WORSE && atLeast(worse, times, Math.max(ACCIDENTS, flickerOf(before))) < DOUBT)
    return "worse";
  const enough = worse === 0 ? wanted : 2 * Math.max(FLICKERING, wanted);
  if (times >= enough) return "good";
  const unseen = tries.length - times;
  return unseen >= MOST_UNSEEN && unseen > times ? "unjudged" : "open";
}

/** In how many of the tries that were observed a case was worse than the baseline at its best. */
export function worseTries(
  before: Results,
  tries: readonly CaseResult[],
): { readonly times: number; readonly worse: number } {
  const best = bestOf(before);
  const seen = tries.filter(isSeen);
  return { times: seen.length, worse: seen.filter((one) => isStep("worse", best, one)).length };
}

/** How many tries of a case must come out well: few where it never flickers, at least ten where it does. */
export function wantedTries(before: Results, bad: Results | null, repeat: number): number {
  const inBaseline = flickerOf(before) > 0 ? FLICKERING : 1;
  return Math.max(repeat, inBaseline, bad ? triesAgainst(before, bad) : 1);
}

/** The same by what is known of a bad revision; its share is taken for a little less than was seen. */
function triesAgainst(before: Results, bad: Results): number {
  const { times, worse } = worseTries(before, bad);
  if (worse === times) return LEAST_WORSE;
  return Math.max(FLICKERING, triesFor(worse / (times + 1)));
}

/** In what a case that is worse is so, in words. */
export function whyWorse({ before, tries }: Trial): string {
  const [first, ...rest] = tries.filter(isSeen);
  if (!first) return "";
  return changesOf(before, [first, ...rest]).find(({ change }) => change === "worse")?.why ?? "worse";
}

/** Whether a run has a verdict on the runtime in it. */
export function isSeen({ verdict }: CaseResult): boolean {
  return verdict !== "skip" && verdict !== "error";
}

/** In which share of its repetitions the baseline was itself worse than at its best. */
function flickerOf(before: Results): number {
  const { times, worse } = worseTries(before, before);
  return times === 0 ? 0 : worse / times;
}

/** The repetition than which the fewest others are better. */
function bestOf(before: Results): CaseResult {
  const seen = before.filter(isSeen);
  const betterThan = (one: CaseResult) => seen.filter((other) => isStep("better", one, other)).length;
  return seen.reduce((best, one) => (betterThan(one) < betterThan(best) ? one : best), seen[0] ?? before[0]);
}

function isStep(wanted: "worse" | "better", one: CaseResult, other: CaseResult): boolean {
  return changesOf([one], [other]).some(({ change }) => change === wanted);
}
