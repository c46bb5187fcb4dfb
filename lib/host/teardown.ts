/**
 * What must be undone, in reverse order. Register before the thing is used, so that no failure between making and
 * using it leaves it behind. One step's failure does not keep the others from running.
 */
export class Teardown {
  readonly #steps: { what: string; undo: () => unknown }[] = [];

  /** `what` completes the sentence "could not …". */
  add(what: string, undo: () => unknown): void {
    this.#steps.push({ what, undo });
  }

  /** Undoes everything once and returns one sentence for each step that failed. */
  async run(): Promise<string[]> {
    const problems: string[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        problems.push(`could not ${step.what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return problems;
  }
}
