import type { CaseResult, RunFile } from "../results/schema.ts";
import { applies, isMet, wrongRange } from "./applies.ts";
import { compareRuns } from "./compare-runs.ts";
import type { ComparedCase } from "./comparison.ts";
import type { Expectation } from "./expectation.ts";

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
}

type Run = Pick<RunFile, "head" | "cases">;

/**
 * Against a baseline a run fails by what is worse, and by nothing else; without one, by every failure that is not expected. Expectations that
 * do not hold fail it too, else the list would only ever grow.
 * @param today YYYY-MM-DD
 */
export function judge(
  run: Run,
  baseline: Run | null,
  expectations: readonly Expectation[],
  today: string,
): Gate {
  const isExpected = (result: CaseResult) =>
    expectations.some((one) => applies(one, result, run.head) && isMet(one, result) && one.expires >= today);
  const failed = run.cases.filter(({ verdict }) => verdict === "fail" || verdict === "error");
  const compared = baseline ? compareWith(baseline, run) : null;
  const bad = compared
    ? compared.filter(({ change }) => change === "worse")
    : failed.map((after) => ({ after, why: after.reason }));
  const failing = bad.flatMap(({ after, why }) =>
    after && !isExpected(after) ? [{ result: after, why: why ?? after.verdict }] : [],
  );
  return {
    failing,
    violations: expectations.flatMap((one, index) => violationOf(one, index, run, today)),
    expected: failed.filter(isExpected).length,
    known: compared
      ? compared.filter(({ change, after }) => change !== "worse" && change !== "new" && isBad(after)).length
      : 0,
    unknown: (compared ?? []).flatMap(({ change, after }) =>
      change === "new" && after && isBad(after) && !isExpected(after) ? [after] : [],
    ),
  };
}

export function isPassed({ failing, violations }: Gate): boolean {
  return failing.length + violations.length === 0;
}

function compareWith(baseline: Run, run: Run): readonly ComparedCase[] {
  return compareRuns({ label: "the baseline", ...baseline }, { label: "this run", ...run }).cases;
}

function isBad(result: CaseResult | null): boolean {
  return result?.verdict === "fail" || result?.verdict === "error";
}

function violationOf(one: Expectation, index: number, { head, cases }: Run, today: string): string[] {
  const name = `expectation ${index + 1} (${one.case}, ${one.bug})`;
  const range = wrongRange(one);
  if (range !== null) return [`${name}: "${range}" is no range of versions`];
  if (one.expires < today)
    return [`${name} has expired on ${one.expires}: mend it, or ask for more time there`];
  const spoken = cases.filter((result) => applies(one, result, head) && result.verdict !== "skip");
  if (spoken.length === 0) return [`${name} matches no case that ran`];
  const untrue = spoken.filter((result) => !isMet(one, result));
  if (untrue.length === 0) return [];
  const [first] = untrue as [CaseResult];
  const seen = `${first.verdict} · ${first.outcome ?? first.reason ?? ""}`;
  return [`${name} did not happen: ${first.id} is ${seen}; remove the entry, or narrow it`];
}
