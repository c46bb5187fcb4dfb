import { readlinkSync } from "node:fs";
import { withAncestors } from "../host/ancestors.ts";
import { pidsOf } from "../host/proc.ts";
import type { Placement } from "../results/schema.ts";

/** Where a process of the host stands among PID namespaces; null where it is not there any more. */
export function placementOf(pid: number): Placement | null {
  const pids = pidsOf(pid);
  if (pids.length === 0) return null;
  const [namespace, suites] = [namespaceOf(pid), namespaceOf("self")];
  // Whoever may not read the link still sees how many pids a process has: one in each PID namespace from /proc's own down (proc(5): NSpid).
  const isSuites = namespace !== null && suites !== null ? namespace === suites : pids.length === 1;
  const isInit = (one: number) => pidsOf(one).at(-1) === 1 && namespaceOf(one) === namespace;
  return {
    seenBy: "host",
    pidInside: pids.at(-1) as number,
    ...{ namespace, isSuites },
    descendsFromInit: withAncestors(pid).some(isInit),
  };
}

/** The workload's own word, where the host's kernel does not know it. */
export function placementInside(pid: unknown): Placement | null {
  if (typeof pid !== "number" || !Number.isInteger(pid)) return null;
  return { seenBy: "workload", pidInside: pid, namespace: null, isSuites: null, descendsFromInit: null };
}

function namespaceOf(pid: number | "self"): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}
