import type { CaseResult } from "../results/schema.ts";
import { isTrouble } from "../results/standing.ts";
import type { Case, Stage } from "./case.ts";
import { runCase } from "./run-case.ts";

/**
 * Runs a case, and again up to `retries` times where it is broken or an error. The last try is the result, and the earlier ones stay in it: one
 * that took several is never the same as one that took one.
 */
export async function runWithRetries(
  one: Case,
  stage: Stage,
  name: string,
  retries: number,
): Promise<CaseResult> {
  const attempts: CaseResult[] = [];
  let result = await runCase(one, stage, name);
  while (isTrouble(result) && attempts.length < retries && !stage.interrupted.aborted) {
    const again = await runCase(one, stage, `${name}-${attempts.length + 2}`);
    if (again.verdict === "skip") break; // Interrupted, or its subject was not seen this time: what was seen before stands.
    attempts.push(result);
    result = again;
  }
  return attempts.length === 0 ? result : { ...result, attempts: attempts.map(attemptOf) };
}

function attemptOf({ verdict, outcome, reason, milliseconds }: CaseResult) {
  return { verdict, outcome, reason, milliseconds };
}
