import type { CaseResult, Counts, Verdict } from "./schema.ts";

/** From the best to the worst. */
export const VERDICTS: readonly Verdict[] = ["pass", "skip", "fail", "error"];

export function countVerdicts(results: Iterable<Pick<CaseResult, "verdict">>): Counts {
  const counts: Counts = { pass: 0, fail: 0, skip: 0, error: 0 };
  for (const { verdict } of results) counts[verdict]++;
  return counts;
}

export function worstVerdict(results: Iterable<Pick<CaseResult, "verdict">>): Verdict {
  let worst = 0;
  for (const { verdict } of results) worst = Math.max(worst, VERDICTS.indexOf(verdict));
  return VERDICTS[worst] as Verdict;
}
