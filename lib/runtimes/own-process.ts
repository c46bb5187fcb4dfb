import { setTimeout } from "node:timers/promises";
import { deadline } from "../host/deadlines.ts";
import { textOf } from "../host/proc.ts";
import { descendsFrom, identify, initialVariable, isAlive, type ProcessIdentity } from "../host/process.ts";
import { StartFailed } from "./start-errors.ts";

/** By what a process is seen to be of a container; one of them is enough. */
export interface Marks {
  /** FD012_LABEL in the environment of its start. */
  readonly label: string;
  /** The suite's own child, or the engine's process for this container, from which it descends. */
  readonly ancestor?: number | undefined;
  /** What only the names of this container's control groups hold. */
  readonly group?: string | undefined;
}

/** A process gets its marks while it becomes the workload, which nobody tells. */
const PAUSE = 10;

/**
 * The process that a runtime names as its container's, for whoever may have to end it: a runtime that names another, by its pid file or its
 * API, would direct a SIGKILL of the suite's at a stranger.
 * @param teller what names it, for the sentence
 * @returns null where it has gone already
 * @throws StartFailed where it is not of this container
 */
export async function ownProcess(pid: number, marks: Marks, teller: string): Promise<ProcessIdentity | null> {
  if (!Number.isInteger(pid) || pid <= 0) throw new StartFailed(`${teller} names no process`, "");
  const found = identify(pid);
  const until = performance.now() + deadline("marks of PID 1");
  while (found !== null && isAlive(found) && !bears(pid, marks)) {
    if (performance.now() > until)
      throw new StartFailed(`${teller} names process ${pid}, which is not of this container`, "");
    await setTimeout(PAUSE);
  }
  return found;
}

function bears(pid: number, { label, ancestor, group }: Marks): boolean {
  return (
    (ancestor !== undefined && descendsFrom(pid, ancestor)) ||
    initialVariable(pid, "FD012_LABEL") === label ||
    (group !== undefined && groupsOf(pid).some((path) => path.includes(group)))
  );
}

function groupsOf(pid: number): string[] {
  return [...textOf(`/proc/${pid}/cgroup`).matchAll(/^\d+:[^:]*:(.*)$/gm)].map(([, path]) => path as string);
}
