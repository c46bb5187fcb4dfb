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
  for (const { link, ...holder } of opened()) found.get(link)?.push(holder);
  return found;
}

/** Who has anything open whose link is one of those that are wanted. */
export function holdersWhere(isWanted: (link: string) => boolean): Holder[] {
  return [...opened()].filter(({ link }) => isWanted(link));
}

function* opened(): Generator<Holder & { readonly link: string }> {
  const pids = list("/proc").map(Number).filter(Number.isInteger);
  for (const pid of pids.sort((a, b) => a - b))
    for (const fd of list(`/proc/${pid}/fd`)) {
      const link = linkOf(`/proc/${pid}/fd/${fd}`);
      if (link !== null) yield { pid, fd: Number(fd), link };
    }
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
