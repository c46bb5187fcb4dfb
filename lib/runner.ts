import type { Case, Stage } from "./case/case.ts";
import { runWithRetries } from "./case/retried.ts";
import type { CaseResult, RunEvent } from "./results/schema.ts";
import { isTrouble } from "./results/standing.ts";

interface Terms {
  readonly jobs: number;
  readonly bail: boolean;
  readonly retries?: number;
  /** Of the cases' directories, with a number behind it; no two calls on one stage may share it. */
  readonly name?: string;
}

/** Cases to results, `jobs` at a time, in the order of the plan; every result goes out as an event as soon as it is there. */
export async function runCases(
  cases: readonly Case[],
  stage: Stage,
  { jobs, bail, retries = 0, name = "case" }: Terms,
  emit: (event: RunEvent) => void,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  let next = 0;
  let stopped = false;
  async function worker(): Promise<void> {
    while (next < cases.length && !stopped && !stage.interrupted.aborted) {
      const index = next++;
      const one = cases[index] as Case;
      emit({ type: "case-start", id: one.plan.id });
      const result = await runWithRetries(one, stage, `${name}-${index + 1}`, retries);
      results.push(result);
      emit({ type: "case-end", result });
      if (bail && isTrouble(result)) stopped = true;
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, cases.length) }, worker));
  return results;
}
