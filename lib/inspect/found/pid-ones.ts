import { readdirSync } from "node:fs";
import { nameOf, pidsOf } from "../../host/proc.ts";
import type { FoundContainer } from "./found.ts";
import { runBy } from "./parent.ts";

/** Every PID 1 of a PID namespace below this one (proc(5), NSpid), whoever made it. */
export function pidOnes(): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid))
    .filter((pid) => {
      const pids = pidsOf(pid);
      return pids.length > 1 && pids.at(-1) === 1;
    });
}

export function unclaimed(pid: number): FoundContainer {
  return { target: runBy(pid) ?? `${nameOf(pid)} (no known engine)`, pid, log: null };
}
