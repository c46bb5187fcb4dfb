import type { Fate, Observation } from "../results/schema.ts";

type Ends = Observation["fate"];

/** How PID 1 ended, by the kernel's word; null where that is missing, and where it did not end. A runtime's own word is no observation of it. */
export function seenEnd({ actual }: Ends): Fate | null {
  return isEnd(actual) ? actual : null;
}

/**
 * How PID 1 ended by the runtime's word alone, where the kernel's is missing; null where it told nothing. A word is an exit status: a signal is how the
 * runtime itself ended, and so is all that a runtime says which PID 1 outlived.
 */
export function reportedEnd({ actual, reported, outlived }: Ends): Fate | null {
  return actual.kind === "unknown" && reported.kind === "exit" && !outlived ? reported : null;
}

/** What the runtime told its caller; null where it told nothing, or has not ended. */
export function statusOf({ reported }: Ends): Fate | null {
  return isEnd(reported) ? reported : null;
}

export function isEnd({ kind }: Fate): boolean {
  return kind === "exit" || kind === "signal";
}
