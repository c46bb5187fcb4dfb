import { readFileSync } from "node:fs";

/** USER_HZ: what /proc counts in, on every architecture that Linux shows to programs (proc(5), sysconf(_SC_CLK_TCK)). */
const TICKS = 100;

/** Seconds of processor time that a process with all its threads has used; null where it is gone. */
export function processorSeconds(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // Field 2 is the name, in parentheses and with anything inside; 14 and 15 are utime and stime.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return null;
  }
}

/** A share of the wait that nobody uses who waits for something; a spin gets less than a whole processor where others run too. */
const SPINNING_SHARE = 0.25;

/**
 * Whether a process that did not end was running all the while.
 * @param used seconds of processor time meanwhile; @param waited seconds
 */
export function spins(used: number, waited: number): boolean {
  return waited > 0 && used / waited >= SPINNING_SHARE;
}
