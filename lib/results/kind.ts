import { isFlaky } from "./flaky.ts";
import type { CaseResult } from "./schema.ts";
import { isHarmed } from "./standing.ts";

/** What a case counts as where each is counted once, from the best to the worst. */
export const KINDS = ["held", "recorded", "harmed", "flaky", "broken", "error", "skip"] as const;

export type Kind = (typeof KINDS)[number];

/** One that was harmed is neither held nor recorded here: in no place may it look like an unharmed one. */
export function kindOf(result: Pick<CaseResult, "verdict" | "harms" | "attempts">): Kind {
  if (isFlaky(result)) return "flaky";
  return isHarmed(result) ? "harmed" : result.verdict;
}
