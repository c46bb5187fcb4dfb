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
      const said = (error as Error).message.trim();
      // What has gone meanwhile, as a run that ends while it is looked at removes its own, is as it should be.
      if (!/not found|no such/i.test(said)) problems.push(`could not remove ${what}: ${said}`);
    }
  }
  return { removed, problems };
}
