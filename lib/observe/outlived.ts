import { deadline } from "../host/deadlines.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import { isAlive, type ProcessIdentity } from "../host/process.ts";
import type { Running } from "../runtimes/runtime.ts";

/**
 * Sees whether PID 1 goes on after its runtime has ended. A process of the suite's own that waits for PID 1 is no runtime, and of a sandbox
 * the host knows no PID 1.
 */
export class Outlived {
  readonly #pid1: ProcessIdentity | null;
  #hasRuntimeEnded = false;
  #isSeen = false;

  constructor({ process, exited, unreported, opaque }: Running) {
    this.#pid1 = unreported === undefined && opaque === undefined ? process : null;
    void exited.then(() => {
      this.#hasRuntimeEnded = true;
    });
  }

  /** Asked before PID 1 is let go on, and at the end. PID 1 gets a moment, in case that the runtime ends a little before it. */
  async look(): Promise<boolean> {
    if (!this.#hasRuntimeEnded || this.#pid1 === null || !isAlive(this.#pid1)) return this.#isSeen;
    if (!(await isGoneWithin(this.#pid1, deadline("end of PID 1 after its runtime")))) this.#isSeen = true;
    return this.#isSeen;
  }
}
