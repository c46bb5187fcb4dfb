import { setTimeout } from "node:timers/promises";
import { deadline } from "../host/deadlines.ts";
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

const PAUSE = 10;

/** The kernel tells the end of a process to its parent alone, so it is asked. @param isOver whether nobody waits any more */
export async function isGoneWithin(
  process: ProcessIdentity,
  milliseconds: number,
  isOver = () => false,
): Promise<boolean> {
  const until = performance.now() + milliseconds;
  while (isAlive(process)) {
    if (isOver() || performance.now() > until) return false;
    await setTimeout(PAUSE);
  }
  return true;
}
