import type { Case } from "../case/case.ts";
import type { CaseResult, Fate, RunFile } from "../results/schema.ts";

/** The simplest first: a container that starts and exits with 0, wired to a file. */
const SIMPLEST = ["exit-status/code/0", "wiring/strategy-honoured"];
const PLAIN = ["direct-file", "shim-pipe", "runtime-pipes"];

/**
 * The case by which it is seen whether a revision starts containers at all: one that held in the baseline where there is such a one.
 * @param plan everything that can run here; null where nothing of it is as simple
 */
export function controlOf(plan: readonly Case[], baseline: Pick<RunFile, "cases">): Case | null {
  const good = new Set(
    baseline.cases.flatMap((one) => (one.verdict === "held" && startedAndEnded(one) ? [one.id] : [])),
  );
  const candidates = plan.filter(({ plan: { place, fault }, skip }) => {
    return skip === null && place === "pid1" && fault === null;
  });
  const known = candidates.filter(({ plan: { id } }) => good.has(id));
  const all = known.length > 0 ? known : candidates.filter(({ plan }) => isSimple(plan));
  const [first] = all.sort((a, b) => rank(a) - rank(b)); // Stable: of equals the order of the plan remains.
  return first ?? null;
}

/** Whether PID 1 ran and exited with 0, whatever the runtime reported of it, and whatever became of its output. */
export function startedAndEnded({ observation }: CaseResult): boolean {
  const fate = observation?.fate;
  return fate !== undefined && isZero(fate.actual.kind === "unknown" ? fate.reported : fate.actual);
}

function isZero(fate: Fate): boolean {
  return fate.kind === "exit" && fate.code === 0;
}

function isSimple({ suite, test }: { suite: string; test: string }): boolean {
  return SIMPLEST.includes(`${suite}/${test}`);
}

function rank({ plan: { suite, test, strategy, filesystem } }: Case): number {
  const [wiring, claim] = [PLAIN.indexOf(strategy), SIMPLEST.indexOf(`${suite}/${test}`)];
  return place(wiring, PLAIN) * 100 + place(claim, SIMPLEST) * 10 + (filesystem === "local" ? 0 : 1);
}

function place(index: number, list: readonly string[]): number {
  return index === -1 ? list.length : index;
}
