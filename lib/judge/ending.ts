import type { Fate, Observation } from "../results/schema.ts";

type Ends = Observation["fate"];

/** How PID 1 ended: by the kernel's word, else by what was reported; null where neither is known, and where it did not end. */
export function knownEnd({ actual, reported }: Ends): Fate | null {
  return [actual, reported].find(isEnd) ?? null;
}

/** What the runtime told its caller; null where it told nothing, or has not ended. */
export function statusOf({ reported }: Ends): Fate | null {
  return isEnd(reported) ? reported : null;
}

function isEnd({ kind }: Fate): boolean {
  return kind === "exit" || kind === "signal";
}
