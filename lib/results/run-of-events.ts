import type { CaseResult, RunEvent, RunFile, RunHead, RunTail } from "./schema.ts";
import { countVerdicts } from "./verdict-counts.ts";

/**
 * The run that a stream of events tells of, cases in the order of the plan; null where it never started.
 * Of a run that was cut off, the cases that had ended are there and the tail is made up from them.
 */
export function runOfEvents(events: readonly RunEvent[]): RunFile | null {
  let head: RunHead | null = null;
  let tail: RunTail | null = null;
  const order: string[] = [];
  const results = new Map<string, CaseResult>();
  for (const event of events) {
    if (event.type === "run-start") {
      head = event.head;
      order.push(...event.cases.map(({ id }) => id));
    } else if (event.type === "case-end") results.set(event.result.id, event.result);
    else if (event.type === "run-end") tail = event.tail;
  }
  if (!head) return null;
  const cases = order.map((id) => results.get(id)).filter((result) => result !== undefined);
  return { head, cases, tail: tail ?? tailOfCutRun(cases, order.length) };
}

/** The events that tell of a run, for reporters that come after it. */
export function eventsOfRun(run: RunFile): RunEvent[] {
  return [
    { type: "run-start", head: run.head, cases: run.cases.map(plannedPart) },
    ...run.cases.map((result) => ({ type: "case-end" as const, result })),
    { type: "run-end", tail: run.tail },
  ];
}

function plannedPart(result: CaseResult) {
  const {
    verdict,
    reason,
    harms,
    outcome,
    milliseconds,
    attempts,
    assertions,
    observation,
    repro,
    ...planned
  } = result;
  return planned;
}

function tailOfCutRun(cases: readonly CaseResult[], planned: number): RunTail {
  return {
    counts: countVerdicts(cases),
    milliseconds: cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    interrupted: true,
    problems: [`the run was cut off after ${cases.length} of ${planned} cases`],
    exitCode: 130,
  };
}
