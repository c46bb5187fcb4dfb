import { lstatSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { nameOf, textOf } from "../host/proc.ts";
import {
  descendsFrom,
  everyProcess,
  initialVariable,
  isAlive,
  type ProcessIdentity,
} from "../host/process.ts";

/** What one process of an engine holds on the host at a moment. */
export interface Resources {
  /** `containerd 416`: its name, and its pid. */
  readonly whose: string;
  readonly held: Readonly<Record<ResourceName, number>>;
}

export const RESOURCES = ["descriptors", "threads", "processes", "fifos"] as const;
/** `processes`: those that descend from it and are in its own PID namespace, so that no container's is among them. `fifos`: those that it has open. */
export type ResourceName = (typeof RESOURCES)[number];

/** Null where the process has gone. */
export function resourcesOf(process: ProcessIdentity): Resources | null {
  const { pid } = process;
  const descriptors = list(`/proc/${pid}/fd`);
  const held = {
    descriptors: descriptors.length,
    threads: list(`/proc/${pid}/task`).length,
    processes: helpersOf(pid).length,
    fifos: descriptors.filter((fd) => isNamedFifo(`/proc/${pid}/fd/${fd}`)).length,
  };
  const whose = `${nameOf(pid)} ${pid}`;
  return isAlive(process) ? { whose, held } : null; // Who ends while it is looked at holds less and less.
}

/** What is held in excess of what was, by at least so much, in words. @param before of the same processes */
export function grown(before: readonly Resources[], now: readonly Resources[], least: number): string[] {
  return now.flatMap(({ whose, held }) => {
    const first = before.find((one) => one.whose === whose);
    if (!first) return [];
    return RESOURCES.map((name) => ({ name, more: held[name] - first.held[name] }))
      .filter(({ more }) => more >= least)
      .map(({ name, more }) => `${whose} has ${more} ${name} more than before (${held[name]})`);
  });
}

// Those that a runtime has left there have another environment, but the same ancestor: a shim, and often an engine, is the reaper of its orphans.
// Of a daemon of the suite's own all that it has started has its label, whoever is its parent by now.
function helpersOf(pid: number): ProcessIdentity[] {
  const namespace = namespaceOf(pid);
  const label = initialVariable(pid, "FD012_LABEL");
  const isIts = (one: number) =>
    descendsFrom(one, pid) || (label !== null && initialVariable(one, "FD012_LABEL") === label);
  return everyProcess().filter(
    (one) => one.pid !== pid && isIts(one.pid) && isAlive(one) && namespaceOf(one.pid) === namespace,
  );
}

function namespaceOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return textOf(`/proc/${pid}/comm`); // Not ours to look at: no other's namespace has this name.
  }
}

function isNamedFifo(path: string): boolean {
  try {
    return (
      lstatSync(path).isSymbolicLink() && !readlinkSync(path).startsWith("pipe:") && statSync(path).isFIFO()
    );
  } catch {
    return false;
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
