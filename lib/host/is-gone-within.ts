import { setTimeout } from "node:timers/promises";
import { isAlive, type ProcessIdentity } from "./process.ts";

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
