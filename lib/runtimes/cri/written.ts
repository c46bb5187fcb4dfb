import { setTimeout } from "node:timers/promises";
import { deadline } from "../../host/deadlines.ts";
import { holdersOfAny } from "../../host/holders.ts";

/** Nobody tells when a runtime closes a log, so it is looked. */
const PAUSE = 25;

/**
 * Resolves once nobody but the suite has a log open any more, or after a deadline: a runtime that waits for a server which stands still keeps it. The end of
 * a container is reported before that, as soon as its output is read; the last lines are still on their way into the log.
 */
export async function writtenOut(path: string): Promise<void> {
  const names = [path, `${path} (deleted)`];
  const until = performance.now() + deadline("last lines of a CRI runtime");
  while (isOpen(names) && performance.now() < until) await setTimeout(PAUSE);
}

function isOpen(names: readonly string[]): boolean {
  return [...holdersOfAny(names).values()].flat().some(({ pid }) => pid !== process.pid);
}
