import { exitCodeOf } from "./exit-code.ts";
import type { CaseResult, PlannedCase, RunEvent, RunTail } from "./schema.ts";
import { countVerdicts } from "./verdict-counts.ts";

/** What ended a run before its end. */
export interface Cut {
  /** One sentence; null where somebody interrupted it, which is nobody's fault. */
  readonly why: string | null;
  /** The last lines of whatever went away. */
  readonly lines: readonly string[];
  /** How long the run had lasted. */
  readonly milliseconds: number;
}

const nothing = { harms: [], outcome: null, observation: null, repro: null, milliseconds: 0 };

/**
 * The events that are still owed when a run has gone away in the middle, so that its reporters hear a whole one: the cases that were under
 * way are errors, those that had not begun are skipped. An interrupted run only gets its end.
 */
export function endOfCutRun(events: readonly RunEvent[], cut: Cut): RunEvent[] {
  const results = events.flatMap((event) => (event.type === "case-end" ? [event.result] : []));
  const owed = cut.why === null ? [] : owedResults(events, results, cut.why, cut.lines);
  const all = [...results, ...owed];
  const isTold = all.some(({ verdict }) => verdict === "error");
  const tail: Omit<RunTail, "exitCode"> = {
    counts: countVerdicts(all),
    milliseconds: Math.round(cut.milliseconds),
    interrupted: cut.why === null,
    problems: cut.why === null || isTold ? [] : [cut.why],
  };
  return [
    ...owed.map((result) => ({ type: "case-end" as const, result })),
    { type: "run-end", tail: { ...tail, exitCode: exitCodeOf(tail) } },
  ];
}

function owedResults(
  events: readonly RunEvent[],
  results: readonly CaseResult[],
  why: string,
  lines: readonly string[],
): CaseResult[] {
  const plan = events.flatMap((event) => (event.type === "run-start" ? event.cases : []));
  const begun = new Set(events.flatMap((event) => (event.type === "case-start" ? [event.id] : [])));
  const ended = new Set(results.map(({ id }) => id));
  return plan
    .filter(({ id }) => !ended.has(id))
    .map((one) => (begun.has(one.id) ? broken(one, why, lines) : notBegun(one, why)));
}

function broken(one: PlannedCase, why: string, lines: readonly string[]): CaseResult {
  const detail = { "its last lines": lines.join("\n") };
  const assertions = [
    { ok: false, of: "case" as const, name: "what it ran in stays until its end", skip: null, detail },
  ];
  return { ...one, ...nothing, verdict: "error", reason: why, assertions };
}

function notBegun(one: PlannedCase, why: string): CaseResult {
  return { ...one, ...nothing, verdict: "skip", reason: `it had not begun: ${why}`, assertions: [] };
}
