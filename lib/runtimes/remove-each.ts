import { hasGone } from "../host/gone.ts";
import type { Cleaned } from "./runtime.ts";

/** One after another, whatever becomes of each. */
export async function removeEach(
  things: readonly { what: string; remove: () => Promise<unknown> }[],
): Promise<Cleaned> {
  const removed: string[] = [];
  const problems: string[] = [];
  for (const { what, remove } of things) {
    try {
      await remove();
      removed.push(what);
    } catch (error) {
      if (!hasGone(error)) problems.push(`could not remove ${what}: ${(error as Error).message.trim()}`);
    }
  }
  return { removed, problems };
}
