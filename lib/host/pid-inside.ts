import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { identify, type ProcessIdentity } from "./process.ts";

/** NSpid lists a process's pids from the reader's PID namespace to its own (proc(5)); null where it has gone. */
export function innermostPid(pid: number): number | null {
  try {
    const line = /^NSpid:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(line?.split(/\s+/).at(-1));
  } catch {
    return null;
  }
}

/** The process that has a pid in the PID namespace of another; null where there is none. */
export function processInside(member: number, inside: number): ProcessIdentity | null {
  const namespace = namespaceOf(member);
  const pid = readdirSync("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .find((one) => innermostPid(one) === inside && namespaceOf(one) === namespace);
  return pid === undefined || namespace === null ? null : identify(pid);
}

function namespaceOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}
