import { isFlaky } from "../results/flaky.ts";
import type { CaseResult, GateWord, RunFile } from "../results/schema.ts";
import { isTrouble } from "../results/standing.ts";
import type { CaseChanges } from "./case-changes.ts";
import { compareStrictly } from "./compare-runs.ts";
import type { ComparedCase } from "./comparison.ts";
import { type Allowances, type Concern, concernsAlone, concernsOf } from "./concern.ts";
import { isConcerning } from "./concerning.ts";
import { Excuses } from "./excuse.ts";
import type { Expectation } from "./expectation.ts";
import { asideOf, violationsOf } from "./expectations-kept.ts";
import type { KnownNames } from "./known-names.ts";

/** What a gate makes of a run. */
export interface Gate {
  /** Cases that do not pass it, the worst first, each with the sentence that says why; one that is gone is the baseline's. */
  readonly failing: readonly { readonly result: CaseResult; readonly why: string }[];
  /** What is wrong with the expectations themselves. */
  readonly violations: readonly string[];
  /** Failures that were expected. */
  readonly expected: number;
  /** Broken cases that were as broken in the baseline. */
  readonly known: number;
  /** Cases that passed only when they were tried again. */
  readonly flaky: number;
  /** Expectations that this run cannot judge: they are for other machines, or for cases that were not selected. */
  readonly aside: number;
  /** How many cases each allowance let pass. */
  readonly allowed: GateWord["allowed"];
}

/** What a run is judged by. */
export interface Measure {
  readonly baseline: Run | null;
  readonly expectations: readonly Expectation[];
  readonly known: KnownNames;
  /** YYYY-MM-DD */
  readonly today: string;
  /** Whether a case that came out well only when tried again is as good as one that did at once. */
  readonly allowFlaky: boolean;
  readonly allow: Allowances;
}

type Run = Pick<RunFile, "head" | "cases">;

/**
 * Against a baseline a run fails by what got worse, by what can no longer be seen, and by what is bad and was not seen before; without one, by
 * every case that is broken, an error or flaky. Expectations that do not hold fail it too, else the list would only ever grow.
 */
export function judge(run: Run, measure: Measure): Gate {
  const { expectations, today, allow, allowFlaky } = measure;
  const excuses = new Excuses(expectations, run.head, today);
  const compared = measure.baseline ? compareWith(measure.baseline, run) : null;
  const concerns = compared
    ? compared.map((one) => one.changes.flatMap((change) => concernsOf(change, one, excuses, allowFlaky)))
    : run.cases.map((result) => concernsAlone(result, excuses, allowFlaky));
  const isAllowed = ({ allowance }: Concern) => allowance !== null && allow[allowance];
  // Of a case that is in the run several times, or has several harms, the worst that is neither expected nor allowed.
  const open = concerns.flatMap((ofCase) => {
    const unexpected = ofCase.filter(({ isExpected }) => !isExpected);
    return (unexpected.find((one) => !isAllowed(one)) ?? unexpected[0]) || [];
  });
  const surprises = new Set(open.map(({ result }) => result.id));
  const letPass = (name: keyof Allowances) =>
    open.filter((one) => isAllowed(one) && one.allowance === name).length;
  return {
    failing: open.filter((one) => !isAllowed(one)).map(({ result, why }) => ({ result, why })),
    violations: violationsOf(run, measure),
    expected: run.cases.filter(
      (result) => isConcerning(result) && excuses.isMetBy(result) && !surprises.has(result.id),
    ).length,
    known: (compared ?? []).filter(({ changes: [{ change, after }] }) => {
      return after && isTrouble(after) && isKept(change);
    }).length,
    flaky: run.cases.filter(isFlaky).length,
    aside: asideOf(run, expectations),
    allowed: { new: letPass("new"), gone: letPass("gone"), skipped: letPass("skipped") },
  };
}

/** What a run keeps of it. */
export function wordOf(gate: Gate): GateWord {
  const failing = gate.failing.map(({ result, why }) => ({ id: result.id, why }));
  return { passed: isPassed(gate), failing, violations: [...gate.violations], allowed: gate.allowed };
}

export function isPassed({ failing, violations }: Gate): boolean {
  return failing.length + violations.length === 0;
}

function compareWith(baseline: Run, run: Run): readonly CaseChanges[] {
  return compareStrictly({ label: "the baseline", ...baseline }, { label: "this run", ...run }).changes;
}

function isKept(change: ComparedCase["change"]): boolean {
  return change === "same" || change === "better" || change === "different";
}
