import { type Gate, wordOf } from "../compare/gate.ts";
import { exitCodeOf } from "../results/exit-code.ts";
import { isFlaky } from "../results/flaky.ts";
import { failOnWord } from "../results/objections.ts";
import type { CaseResult, HarmName, RunFile, RunTail } from "../results/schema.ts";
import type { RunGate } from "./gate.ts";
import { isWorthSeeing, writeRepros } from "./repro-files.ts";

export interface Terms {
  readonly gate: RunGate | null;
  /** Whether a case that passed only when tried again is as good as one that passed at once; the gate has its own word on it. */
  readonly allowFlaky: boolean;
  /** Harms that fail the run, whatever the verdict: for whoever does not accept them. */
  readonly failOn: readonly HarmName[];
}

export interface Conclusion {
  readonly judged: Gate | null;
  readonly tail: RunTail;
}

/** What a run's results come to: by its gate where it has one, else by its verdicts. */
export function conclude(
  run: Pick<RunFile, "head" | "cases">,
  tail: Omit<RunTail, "exitCode" | "gate" | "failOn">,
  { gate, allowFlaky, failOn }: Terms,
): Conclusion {
  const word = failOn.length > 0 ? { failOn: failOnWord(failOn, run.cases) } : {};
  const unaccepted = word.failOn?.failing.length ?? 0;
  if (gate) {
    const judged = gate.judge(run);
    const gated = gate.exitCode(judged, tail);
    const exitCode = gated === 0 && unaccepted > 0 ? 1 : gated;
    return { judged, tail: { ...tail, gate: wordOf(judged), ...word, exitCode } };
  }
  const flaky = allowFlaky ? 0 : run.cases.filter(isFlaky).length;
  return { judged: null, tail: { ...tail, ...word, exitCode: exitCodeOf(tail, flaky + unaccepted) } };
}

/** Leaves the scripts that do by hand what went wrong, and has the gate say its word, which names them. */
export function tellConclusion(
  directory: string,
  cases: readonly CaseResult[],
  judged: Gate | null,
  { gate }: Terms,
): void {
  const worse = judged?.failing.map(({ result }) => result) ?? [];
  const scripts = writeRepros(directory, [...cases.filter(isWorthSeeing), ...worse]);
  if (judged) gate?.print(judged, scripts);
}
