import { readdirSync, readlinkSync } from "node:fs";

/** A descriptor of some process. */
export interface Holder {
  readonly pid: number;
  readonly fd: number;
}

/** Who has an object open, by what readlink(2) of /proc/PID/fd/N says of it: `pipe:[123]`, `socket:[123]`. Oldest pid first. */
export function holdersOf(target: string): Holder[] {
  return holdersOfAny([target]).get(target) ?? [];
}

/** The same of several objects at once: one walk over /proc. */
export function holdersOfAny(targets: readonly string[]): ReadonlyMap<string, Holder[]> {
  const found = new Map<string, Holder[]>(targets.map((target) => [target, []]));
  const pids = list("/proc").map(Number).filter(Number.isInteger);
  for (const pid of pids.sort((a, b) => a - b))
    for (const fd of list(`/proc/${pid}/fd`))
      found.get(linkOf(`/proc/${pid}/fd/${fd}`) ?? "")?.push({ pid, fd: Number(fd) });
  return found;
}

// Processes and descriptors come and go while they are looked at, and some are not ours to see.
function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
