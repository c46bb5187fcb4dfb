import { readdirSync } from "node:fs";
import { textOf } from "./proc.ts";

/** A process and no other that gets its pid later: the start time is in clock ticks since boot, and unique with the pid. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: string;
}

/** Who has this pid now, zombies included; null where nobody has, or where it is no pid at all. */
export function identify(pid: number): ProcessIdentity | null {
  const birth = startTime(pid);
  return birth === null ? null : { pid, startTime: birth };
}

/** All but this one. Identified before they are looked at: what is seen is then of the process that a signal goes to. */
export function everyProcess(): ProcessIdentity[] {
  return readdirSync("/proc")
    .map((entry) => identify(Number(entry)))
    .filter((found): found is ProcessIdentity => found !== null && found.pid !== process.pid);
}

/** A zombie is not: where PID 1 reaps nobody, as in many containers, one stays for ever. */
export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  const fields = statFields(pid);
  return fields[STATE] !== "Z" && fields[START_TIME] === startTime;
}

/** A zombie whose parent has gone is the machine's init to reap, which some do when they please. */
export function isLeftToInit({ pid, startTime }: ProcessIdentity): boolean {
  const fields = statFields(pid);
  return fields[STATE] === "Z" && fields[PARENT] === INIT && fields[START_TIME] === startTime;
}

/** Of a process, zombies included; null where there is none of that pid. */
export function startTime(pid: number): string | null {
  return statFields(pid)[START_TIME] ?? null;
}

/**
 * The only way in which the suite signals a process that is not its own child: nobody else is hit, whoever has the pid by now.
 * @param process null where nobody saw it start: then nothing is done
 * @returns whether it was there to get the signal
 */
export function signalProcess(process: ProcessIdentity | null, signal: NodeJS.Signals): boolean {
  if (process === null || !isAlive(process)) return false;
  try {
    return globalThis.process.kill(process.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false; // It has gone since.
    throw error;
  }
}

/** Whether a process is another or one of its descendants, as far as each one's parent still lives or a subreaper stands in for it. */
export function descendsFrom(pid: number, ancestor: number): boolean {
  for (let one = pid; one > 0; one = parentOf(one)) if (one === ancestor) return true;
  return false;
}

/** The process group that one is in; null where it has gone. */
export function groupOf(pid: number): number | null {
  const group = statFields(pid)[GROUP];
  return group === undefined ? null : Number(group);
}

/** A variable of the environment that a process was started with; null where it has none, has gone, or is not ours to look at. */
export function initialVariable(pid: number, name: string): string | null {
  const variable = textOf(`/proc/${pid}/environ`, "latin1")
    .split("\0")
    .find((one) => one.startsWith(`${name}=`));
  return variable?.slice(name.length + 1) ?? null;
}

// Of /proc/PID/stat (proc(5)) those after the name, which may hold anything.
const INIT = "1";
const STATE = 0;
const PARENT = 1;
const GROUP = 2;
const START_TIME = 19;

function parentOf(pid: number): number {
  return Number(statFields(pid)[PARENT] ?? 0);
}

function statFields(pid: number): string[] {
  if (!Number.isInteger(pid) || pid <= 0) return [];
  const stat = textOf(`/proc/${pid}/stat`, "latin1");
  return stat === "" ? [] : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
