import type { CaseResult } from "../results/schema.ts";
import type { Case, Stage } from "./case.ts";
import { runCase } from "./run-case.ts";

/**
 * Runs a case, and again up to `retries` times where it fails or is an error. The last try is the result, and the earlier ones stay in it: a pass
 * that took several is never the same as a pass.
 */
export async function runWithRetries(
  one: Case,
  stage: Stage,
  name: string,
  retries: number,
): Promise<CaseResult> {
  const attempts: CaseResult[] = [];
  let result = await runCase(one, stage, name);
  while (isToBeRetried(result) && attempts.length < retries && !stage.interrupted.aborted) {
    const again = await runCase(one, stage, `${name}-${attempts.length + 2}`);
    if (again.verdict === "skip") break; // Interrupted: what was seen before stands.
    attempts.push(result);
    result = again;
  }
  return attempts.length === 0 ? result : { ...result, attempts: attempts.map(attemptOf) };
}

function isToBeRetried({ verdict }: CaseResult): boolean {
  return verdict === "fail" || verdict === "error";
}

function attemptOf({ verdict, outcome, reason, milliseconds }: CaseResult) {
  return { verdict, outcome, reason, milliseconds };
}
