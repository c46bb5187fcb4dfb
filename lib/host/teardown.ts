import { within } from "./deadline.ts";
import { deadline } from "./deadlines.ts";

/**
 * What must be undone, in reverse order. Register before the thing is used, so that no failure between making and
 * using it leaves it behind. A step that fails, or does not end by its deadline, does not keep the others from running.
 */
export class Teardown {
  readonly #steps: { what: string; undo: () => unknown }[] = [];
  readonly #deadline: number;

  /** @param perStep milliseconds */
  constructor(perStep = deadline("step of a teardown")) {
    this.#deadline = perStep;
  }

  /** `what` completes the sentence "could not …". */
  add(what: string, undo: () => unknown): void {
    this.#steps.push({ what, undo });
  }

  /** Undoes everything once and returns one sentence for each step that failed. */
  async run(): Promise<string[]> {
    const problems: string[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await within(Promise.resolve(step.undo()), this.#deadline, "its end");
      } catch (error) {
        problems.push(`could not ${step.what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return problems;
  }
}
