import { readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { pipeFill } from "../host/pipe-ends.ts";

const BETWEEN_LOOKS = 20;

/**
 * Resolves to true once nothing waits in the pipes that fds 1 and 2 of a process are, or if they are none; to false after so many milliseconds. A pipe tells
 * nobody that it is empty, so it is asked again and again.
 */
export async function untilRead(pid: number, milliseconds: number): Promise<boolean> {
  const until = performance.now() + milliseconds;
  while ([1, 2].some((fd) => isPipe(pid, fd) && (pipeFill(pid, fd)?.bytes ?? 0) > 0)) {
    if (performance.now() > until) return false;
    await delay(BETWEEN_LOOKS);
  }
  return true;
}

function isPipe(pid: number, fd: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith("pipe:");
  } catch {
    return false; // It has ended, or has no such descriptor.
  }
}
