import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Every temporary file of a run stands below one directory with this prefix, which tells whose it is. */
export const RUN_PREFIX = "fd012-";

/** The process that a run directory belongs to; pid and start time (clock ticks since boot) together are unique. */
export interface Owner {
  readonly pid: number;
  readonly startTime: string;
}

export function makeRunDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), RUN_PREFIX));
  chmodSync(directory, 0o711); // Other users' PID 1 must be able to walk through it, not list it.
  const owner: Owner = { pid: process.pid, startTime: startTime(process.pid) ?? "" };
  writeFileSync(join(directory, "owner.json"), JSON.stringify(owner));
  return directory;
}

export function removeRunDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/** Null where the file is not there or not whole: the run was killed while it began. */
export function ownerOf(directory: string): Owner | null {
  try {
    return JSON.parse(readFileSync(join(directory, "owner.json"), "utf8"));
  } catch {
    return null;
  }
}

/** A zombie is not: where PID 1 reaps nobody, as in many containers, one stays for ever. */
export function isAlive(owner: Owner): boolean {
  const fields = statFields(owner.pid);
  return fields[STATE] !== "Z" && fields[START_TIME] === owner.startTime;
}

/** Of a process, zombies included; null where there is none of that pid. */
export function startTime(pid: number): string | null {
  return statFields(pid)[START_TIME] ?? null;
}

// Of /proc/PID/stat (proc(5)) those after the name, which may hold anything.
const STATE = 0;
const START_TIME = 19;

function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
