import type { CaseResult, Counts } from "./schema.ts";
import { isHarmed } from "./standing.ts";

export function countVerdicts(results: Iterable<Pick<CaseResult, "verdict" | "harms">>): Counts {
  const counts: Counts = { held: 0, broken: 0, recorded: 0, skip: 0, error: 0, harmed: 0 };
  for (const result of results) {
    counts[result.verdict]++;
    if (isHarmed(result)) counts.harmed++;
  }
  return counts;
}
