import type { CaseResult, PlannedCase, RunHead, RunTail } from "../../results/schema.ts";
import { CaseLabels } from "../case-labels.ts";

/** What is known of the run so far. */
export class RunState {
  readonly head: RunHead;
  readonly plan: ReadonlyMap<string, PlannedCase>;
  readonly labels: CaseLabels;
  /** In the order in which they ended. */
  readonly results: CaseResult[] = [];
  /** Start of each case that runs, in the order of their start. */
  readonly running = new Map<string, number>();
  tail: RunTail | null = null;

  constructor(head: RunHead, plan: readonly PlannedCase[]) {
    this.head = head;
    this.plan = new Map(plan.map((planned) => [planned.id, planned]));
    this.labels = new CaseLabels(plan);
  }

  started(id: string): void {
    this.running.set(id, performance.now());
  }

  ended(result: CaseResult): void {
    this.running.delete(result.id);
    this.results.push(result);
  }

  /** In the order of the plan, so that two runs of it read alike whichever case ended first. */
  inOrder(): CaseResult[] {
    const results = new Map(this.results.map((result) => [result.id, result]));
    return [...this.plan.keys()].flatMap((id) => results.get(id) ?? []);
  }

  /** The case that has been running for the longest time. */
  slowest(): { planned: PlannedCase; milliseconds: number } | null {
    const [first] = this.running;
    const planned = first && this.plan.get(first[0]);
    return planned ? { planned, milliseconds: performance.now() - first[1] } : null;
  }
}
