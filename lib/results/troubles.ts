import { isFlaky } from "./flaky.ts";
import type { CaseResult, GateWord, PlannedCase } from "./schema.ts";

/** Cases of one test that did not come out as they should, and did so alike. */
export interface Trouble {
  /** `flaky`: they passed in the end. */
  readonly kind: "error" | "fail" | "flaky";
  /** Whether the run's gate let it pass. */
  readonly isExcused: boolean;
  /** At least one. */
  readonly cases: readonly CaseResult[];
}

const KINDS: readonly Trouble["kind"][] = ["error", "fail", "flaky"];

/**
 * What did not come out as it should, the worst first: the suite's own errors, for behind them anything may hide, then failures, then
 * what is flaky; a broken MUST before a SEE, a hang before an end. What a gate let pass comes after all that it did not.
 */
export function troublesOf(results: readonly CaseResult[], gate?: GateWord): Trouble[] {
  const alike = new Map<string, Omit<Trouble, "cases"> & { cases: CaseResult[] }>();
  const failing = gate && new Set(gate.failing);
  for (const result of results) {
    const kind = kindOf(result);
    if (kind === null) continue;
    const isExcused = failing !== undefined && !failing.has(result.id);
    const { suite, test, outcome, reason } = result;
    const key = JSON.stringify([kind, isExcused, suite, test, outcome, reason]);
    const known = alike.get(key);
    if (known) known.cases.push(result);
    else alike.set(key, { kind, isExcused, cases: [result] });
  }
  return [...alike.values()].sort((a, b) => rank(a) - rank(b)); // A stable sort: the plan's order remains.
}

export function firstOf({ cases }: Trouble): CaseResult {
  return cases[0] as CaseResult;
}

/** How each case ended that is told as one thing: errors, failures, flaky passes, passes, skips. */
export function countKinds(
  results: readonly CaseResult[],
): Record<Trouble["kind"] | "pass" | "skip", number> {
  const counts = { error: 0, fail: 0, flaky: 0, pass: 0, skip: 0 };
  for (const result of results) counts[isFlaky(result) ? "flaky" : result.verdict]++;
  return counts;
}

function kindOf(result: CaseResult): Trouble["kind"] | null {
  if (isFlaky(result)) return "flaky";
  return result.verdict === "error" || result.verdict === "fail" ? result.verdict : null;
}

function rank(trouble: Trouble): number {
  const { level, observation } = firstOf(trouble);
  const isHang = observation?.fate.actual.kind === "hang";
  const group = (trouble.isExcused ? KINDS.length : 0) + KINDS.indexOf(trouble.kind);
  return group * 4 + (level === "MUST" ? 0 : 2) + (isHang ? 0 : 1);
}

/** A case in the words of its plan: `SUITE/TEST`. */
export function testOf({ suite, test }: Pick<PlannedCase, "suite" | "test">): string {
  return `${suite}/${test}`;
}
