import { readdirSync, readlinkSync } from "node:fs";
import { pidsOf } from "./proc.ts";
import { identify, type ProcessIdentity } from "./process.ts";

/** The process that has a pid in the PID namespace of another; null where there is none. */
export function processInside(member: number, inside: number): ProcessIdentity | null {
  const namespace = namespaceOf(member);
  const pid = readdirSync("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .find((one) => pidsOf(one).at(-1) === inside && namespaceOf(one) === namespace);
  return pid === undefined || namespace === null ? null : identify(pid);
}

function namespaceOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}
