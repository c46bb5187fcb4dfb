import { isFlaky } from "./flaky.ts";
import { isHang } from "./is-hang.ts";
import { type Kind, kindOf } from "./kind.ts";
import { type Objecting, objectionsOf } from "./objections.ts";
import type { CaseResult, PlannedCase } from "./schema.ts";

/** Cases of one test that did not come out as they should, and did so alike. */
export interface Trouble {
  /**
   * `worse`: they came out well, and yet not past the gate. `unaccepted`: well, and yet with a harm that --fail-on names. `flaky`: well in
   * the end.
   */
  readonly kind: "error" | "broken" | "worse" | "unaccepted" | "flaky";
  /** Whether the run's gate let it pass. */
  readonly isExcused: boolean;
  /** Why the gate or --fail-on did not let them pass; null where they did, or where there is neither. */
  readonly why: string | null;
  /** The same with whose word it is. */
  readonly told: string | null;
  /** At least one. */
  readonly cases: readonly CaseResult[];
}

const KINDS: readonly Trouble["kind"][] = ["error", "broken", "worse", "unaccepted", "flaky"];

/**
 * What did not come out as it should, the worst first: the suite's own errors, for behind them anything may hide, then failures, then
 * what is flaky; a broken MUST before a SEE, a hang before an end. What a gate let pass comes after all that it did not.
 */
export function troublesOf(results: readonly CaseResult[], tail: Objecting = {}): Trouble[] {
  const alike = new Map<string, Omit<Trouble, "cases"> & { cases: CaseResult[] }>();
  const objections = objectionsOf(tail);
  for (const result of results) {
    const objection = objections.get(result.id);
    const kind = troubleKind(result) ?? (objection ? (objection.isGates ? "worse" : "unaccepted") : null);
    if (kind === null) continue;
    const isExcused = tail.gate !== undefined && !objection;
    const { why = null, told = null } = objection ?? {};
    const { suite, test, outcome, reason } = result;
    const key = JSON.stringify([kind, told, suite, test, outcome, reason]);
    const known = alike.get(key);
    if (known) known.cases.push(result);
    else alike.set(key, { kind, isExcused, why, told, cases: [result] });
  }
  return [...alike.values()].sort((a, b) => rank(a) - rank(b)); // A stable sort: the plan's order remains.
}

export function firstOf({ cases }: Trouble): CaseResult {
  return cases[0] as CaseResult;
}

/** How many cases count as what; see kind.ts. */
export function countKinds(results: readonly CaseResult[]): Record<Kind, number> {
  const counts = { error: 0, broken: 0, flaky: 0, harmed: 0, held: 0, recorded: 0, skip: 0 };
  for (const result of results) counts[kindOf(result)]++;
  return counts;
}

function troubleKind(result: CaseResult): "error" | "broken" | "flaky" | null {
  if (isFlaky(result)) return "flaky";
  return result.verdict === "error" || result.verdict === "broken" ? result.verdict : null;
}

function rank(trouble: Trouble): number {
  const { level, observation } = firstOf(trouble);
  const hangs = observation !== null && isHang(observation.fate);
  const group = (trouble.isExcused ? KINDS.length : 0) + KINDS.indexOf(trouble.kind);
  return group * 4 + (level === "MUST" ? 0 : 2) + (hangs ? 0 : 1);
}

/** A case in the words of its plan: `SUITE/TEST`. */
export function testOf({ suite, test }: Pick<PlannedCase, "suite" | "test">): string {
  return `${suite}/${test}`;
}
