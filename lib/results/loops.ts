import { withoutRepetition } from "./case-id.ts";
import type { CaseResult, RunFile } from "./schema.ts";
import { countVerdicts } from "./verdict-counts.ts";

/** How often a case must have come out alike before a baseline counts as stable. */
export const STABLE_LOOPS = 100;

/**
 * Of a run with --repeat, one result for each case whose repetitions all agree; those of which they do not are named in the head, with all of their results, and kept out.
 * A case that was run less often than the others counts as flickering as well: something kept it from running.
 */
export function foldLoops(run: RunFile): RunFile {
  const cases = new Map<string, CaseResult[]>();
  for (const one of run.cases) {
    const id = withoutRepetition(one.id);
    cases.set(id, [...(cases.get(id) ?? []), one]);
  }
  const times = Math.max(0, ...[...cases.values()].map(({ length }) => length));
  const kept: CaseResult[] = [];
  const flickering: NonNullable<RunFile["head"]["loops"]>["flickering"] = [];
  for (const [id, repetitions] of cases) {
    const results = resultsOf(repetitions);
    const [first] = repetitions;
    if (first && results.length === 1 && repetitions.length === times) kept.push(first);
    else flickering.push({ id, results });
  }
  return {
    head: { ...run.head, planned: kept.length, loops: { times, flickering } },
    cases: kept,
    tail: { ...run.tail, counts: countVerdicts(kept) },
  };
}

function resultsOf(repetitions: readonly CaseResult[]): { text: string; times: number }[] {
  const found = new Map<string, number>();
  for (const one of repetitions) {
    const text = textOf(one);
    found.set(text, (found.get(text) ?? 0) + 1);
  }
  return [...found].map(([text, times]) => ({ text, times })).sort((a, b) => b.times - a.times);
}

// A reason names processes and directories of one run; what counts is in the outcome and the harms.
function textOf({ verdict, outcome, harms, attempts = [], reason }: CaseResult): string {
  const told = harms.map(({ harm, amount }) => `${harm} ${amount ?? "some"}`);
  const why = verdict === "skip" || verdict === "error" ? reason : null;
  const tries = attempts.length > 0 ? [`only at try ${attempts.length + 1}`] : [];
  return [verdict, outcome, ...told, why, ...tries].filter(Boolean).join(" · ");
}
