import { readdirSync, readlinkSync } from "node:fs";
import { holdersOfAny } from "../../host/holders.ts";
import { identify, type ProcessIdentity } from "../../host/process.ts";
import type { LoggerName } from "../../log/limits.ts";
import copies from "./logger.sh";
import deadAtStart from "./loggers/dead-at-start.sh";

/** Loggers for containerd's `--log-uri binary://…`, programs of sh that are given PID 1's pipes as fds 3 and 4. */
export const loggers: Record<LoggerName, string> = { copies, "dead-at-start": deadAtStart };

/**
 * Who reads the pipes that fds 1 and 2 of a container are; not the shim, which keeps their write ends until the container is removed.
 * @param pid of PID 1
 */
export function loggersOf(pid: number, shim: ProcessIdentity | null): ProcessIdentity[] {
  const pipes = [1, 2].map((fd) => targetOf(pid, fd)).filter((target) => target.startsWith("pipe:"));
  const held = [...holdersOfAny(pipes).values()].flat().map((holder) => holder.pid);
  return [...new Set(held)]
    .filter((one) => one !== shim?.pid && namespaceOf(one) !== namespaceOf(pid))
    .map(identify)
    .filter((one) => one !== null);
}

function targetOf(pid: number, fd: number): string {
  try {
    return readdirSync(`/proc/${pid}/fd`).includes(String(fd)) ? readlinkSync(`/proc/${pid}/fd/${fd}`) : "";
  } catch {
    return "";
  }
}

// PID 1's own children have its pipes too.
function namespaceOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return "";
  }
}
