import { isFlaky } from "../results/flaky.ts";
import { HARMS } from "../results/harm-names.ts";
import type { CaseResult } from "../results/schema.ts";
import { isHarmed, isTrouble } from "../results/standing.ts";

type Results = readonly [CaseResult, ...CaseResult[]];

/** Whether somebody must look at a case though nothing stands beside it that it could be compared with. */
export function isConcerning(result: CaseResult): boolean {
  return isTrouble(result) || isHarmed(result) || isFlaky(result);
}

/**
 * Of the repetitions of a case that has nothing to be compared with, those that concern somebody, the worst first. Where none does, the first that
 * ran, or the first of all.
 */
export function concerning(results: Results): Results {
  const [first, ...rest] = results
    .filter(isConcerning)
    .sort((a, b) => rank(a) - rank(b) || worst(a) - worst(b));
  return first ? [first, ...rest] : [firstThatRan(results)];
}

/** A skip stands for a case only where nothing of it ran. */
export function firstThatRan(results: Results): CaseResult {
  return results.find(({ verdict }) => verdict !== "skip") ?? results[0];
}

function rank(result: CaseResult): number {
  if (isTrouble(result)) return result.verdict === "error" ? 0 : 1;
  return isHarmed(result) ? 2 : 3;
}

function worst({ harms }: CaseResult): number {
  return Math.min(HARMS.length, ...harms.map(({ harm }) => HARMS.indexOf(harm)));
}
