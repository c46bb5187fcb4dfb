import { readdirSync, readlinkSync } from "node:fs";

/** A descriptor of some process. */
export interface Holder {
  readonly pid: number;
  readonly fd: number;
}

/** Who has an object open, by what readlink(2) of /proc/PID/fd/N says of it: `pipe:[123]`, `socket:[123]`. Oldest pid first. */
export function holdersOf(target: string): Holder[] {
  return list("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b)
    .flatMap((pid) =>
      list(`/proc/${pid}/fd`)
        .filter((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === target)
        .map((fd) => ({ pid, fd: Number(fd) })),
    );
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
