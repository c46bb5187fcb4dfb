import { isFlaky } from "../results/flaky.ts";
import type { CaseResult, GateWord, RunFile } from "../results/schema.ts";
import { applies, concerns, isMet } from "./applies.ts";
import { isOnlyFlaky } from "./change.ts";
import { compareRuns, isShard } from "./compare-runs.ts";
import type { ComparedCase } from "./comparison.ts";
import type { Expectation } from "./expectation.ts";
import { type KnownNames, unknownPart } from "./known-names.ts";

/** What a gate makes of a run. */
export interface Gate {
  /** Cases that do not pass it, with the sentence that says why. */
  readonly failing: readonly { readonly result: CaseResult; readonly why: string }[];
  /** What is wrong with the expectations themselves. */
  readonly violations: readonly string[];
  /** Failures that were expected. */
  readonly expected: number;
  /** Failures that stood in the baseline already. */
  readonly known: number;
  /** Cases that the baseline does not have, and that fail: they are told, and do not count. */
  readonly unknown: readonly CaseResult[];
  /** Cases that passed only when they were tried again. */
  readonly flaky: number;
  /** Expectations that this run cannot judge: they are for other machines, or for cases that were not selected. */
  readonly aside: number;
}

/** What a run is judged by. */
export interface Measure {
  readonly baseline: Run | null;
  readonly expectations: readonly Expectation[];
  readonly known: KnownNames;
  /** YYYY-MM-DD */
  readonly today: string;
  /** Whether a pass is a pass however many tries it took. */
  readonly allowFlaky: boolean;
}

type Run = Pick<RunFile, "head" | "cases">;

/**
 * Against a baseline a run fails by what is worse, and by nothing else; without one, by every failure that is not expected. Expectations that
 * do not hold fail it too, else the list would only ever grow.
 */
export function judge(run: Run, measure: Measure): Gate {
  const { expectations, known, today } = measure;
  const isExpected = (result: CaseResult) =>
    expectations.some((one) => applies(one, result, run.head) && isMet(one, result) && one.expires >= today);
  const compared = measure.baseline ? compareWith(measure.baseline, run) : null;
  const isBad = (result: CaseResult) =>
    result.verdict === "fail" || result.verdict === "error" || (isFlaky(result) && !measure.allowFlaky);
  // A flaky case is worse than a pass; where that is allowed, the rest of what is worse still counts.
  const worse = compared
    ? compared.filter(
        (one) => one.change === "worse" && !(measure.allowFlaky && isOnlyFlaky(one.before, one.after)),
      )
    : run.cases
        .filter(isBad)
        .map((after) => ({ after, why: isFlaky(after) ? flakyWhy(after) : after.reason }));
  const told = (compared ?? []).flatMap(({ change, after }) =>
    after && isBad(after) ? [{ change, after }] : [],
  );
  return {
    failing: worse.flatMap(({ after, why }) =>
      after && !isExpected(after) ? [{ result: after, why: why ?? after.verdict }] : [],
    ),
    violations: expectations.flatMap((one, index) => violationOf(one, index, run, known, today)),
    expected: run.cases.filter((result) => isBad(result) && isExpected(result)).length,
    known: told.filter(({ change }) => change !== "worse" && change !== "new").length,
    unknown: told.flatMap(({ change, after }) => (change === "new" && !isExpected(after) ? [after] : [])),
    flaky: run.cases.filter(isFlaky).length,
    aside: expectations.filter((one) => !isJudged(one, run)).length,
  };
}

/** What a run keeps of it. */
export function wordOf(gate: Gate): GateWord {
  const failing = gate.failing.map(({ result, why }) => ({ id: result.id, why }));
  return { passed: isPassed(gate), failing, violations: [...gate.violations] };
}

export function isPassed({ failing, violations }: Gate): boolean {
  return failing.length + violations.length === 0;
}

function compareWith(baseline: Run, run: Run): readonly ComparedCase[] {
  return compareRuns({ label: "the baseline", ...baseline }, { label: "this run", ...run }).cases;
}

function flakyWhy({ attempts = [] }: CaseResult): string {
  return `flaky: it passed at try ${attempts.length + 1}`;
}

// Of a shard nobody can say that a case is missing: the merged run is judged.
function isJudged(one: Expectation, run: Run): boolean {
  return !isShard(run.head) && concerns(one, run);
}

function violationOf(one: Expectation, index: number, run: Run, known: KnownNames, today: string): string[] {
  const name = `expectation ${index + 1} (${one.case}, ${one.bug})`;
  const unknown = unknownPart(one, known);
  if (unknown !== null) return [`${name} matches nothing: ${unknown}`];
  if (one.expires < today)
    return [`${name} has expired on ${one.expires}: mend it, or ask for more time there`];
  if (!isJudged(one, run)) return [];
  const spoken = run.cases.filter((result) => applies(one, result, run.head) && result.verdict !== "skip");
  if (spoken.length === 0) return [`${name} matches no case that ran`];
  const untrue = spoken.filter((result) => !isMet(one, result));
  if (untrue.length === 0) return [];
  const [first] = untrue as [CaseResult];
  const seen = `${first.verdict} · ${first.outcome ?? first.reason ?? ""}`;
  return [`${name} did not happen: ${first.id} is ${seen}; remove the entry, or narrow it`];
}
