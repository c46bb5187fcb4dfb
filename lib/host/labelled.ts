import { readdirSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { type DeadlineName, deadline } from "./deadlines.ts";
import { nameOf } from "./proc.ts";
import { identify, initialVariable, isAlive, type ProcessIdentity, signalProcess } from "./process.ts";

/** Nobody tells when a process that is not ours has ended or has forked, so it is asked. */
const PAUSE = 10;

/**
 * Ends by SIGKILL whoever was started with an FD012_LABEL of those. One look does not do: what is killed may have forked meanwhile, and what was forked
 * may be about to ask for a PDEATHSIG, which one whose parent has ended already never gets (prctl(2)). So it looks until twice nobody is
 * there: in the middle of an execve(2) a process has no environment.
 * @param isIts of labels
 * @param told of each when it was sent the signal
 * @returns in words who is still there at the deadline
 */
export async function endLabelled(
  isIts: (label: string) => boolean,
  told: (process: ProcessIdentity, name: string) => void = () => {},
): Promise<string[]> {
  const until = performance.now() + deadline("end of a killed runtime");
  const met = new Map<number, ProcessIdentity>();
  for (let quiet = 0; quiet < 2; await setTimeout(PAUSE)) {
    const found = labelled(isIts);
    for (const process of found) {
      const name = nameOf(process.pid);
      if (killed(process) && met.get(process.pid)?.startTime !== process.startTime) told(process, name);
      met.set(process.pid, process);
    }
    // One that has let go of its memory has no environment any more, and goes on until it has let go of all else.
    const there = [...met.values()].filter(isAlive);
    if (performance.now() > until) return there.map(wordsOf);
    quiet = found.length === 0 && there.length === 0 ? quiet + 1 : 0;
  }
  return [];
}

/**
 * Those with exactly this label that do not end by themselves within that time, in words: nobody is signalled. Twice nobody must be there here too: one
 * that was just forked may be in the middle of its execve(2).
 */
export async function stayingLabelled(label: string, name: DeadlineName): Promise<string[]> {
  const until = performance.now() + deadline(name);
  let found: ProcessIdentity[] = [];
  for (let quiet = 0; quiet < 2 && performance.now() < until; await setTimeout(PAUSE)) {
    found = labelled((one) => one === label);
    quiet = found.length === 0 ? quiet + 1 : 0;
  }
  return found.map(wordsOf);
}

function labelled(isIts: (label: string) => boolean): ProcessIdentity[] {
  const has = (pid: number) => isIts(initialVariable(pid, LABEL) ?? "");
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && has(pid)) // Hardly anybody has: the others are read but once.
    .map(identify)
    .filter((found) => found !== null)
    .filter((found) => isAlive(found) && has(found.pid)); // Identified before it is looked at: it is this one that the signal goes to.
}

const LABEL = "FD012_LABEL";

function killed(process: ProcessIdentity): boolean {
  try {
    return signalProcess(process, "SIGKILL");
  } catch {
    return false; // It is not ours to end: then it is still there at the deadline.
  }
}

function wordsOf(process: ProcessIdentity): string {
  return `process ${process.pid} (${nameOf(process.pid)})`;
}
