import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Running } from "../runtimes/runtime.ts";

const BETWEEN_LOOKS = 10;

/**
 * Resolves to true once a thread of the workload waits in a write to a pipe; to false once it has ended instead, or half of its time is over.
 * The kernel tells nobody that somebody waits, so it is asked again and again.
 * @param deadline as performance.now() counts
 */
export async function untilBlocked(
  { hostPid, exited }: Pick<Running, "hostPid" | "exited">,
  deadline: number,
): Promise<boolean> {
  let hasEnded = false;
  const end = exited.then(() => {
    hasEnded = true;
  });
  // The other half is for its end, once it is let go on.
  const half = (performance.now() + deadline) / 2;
  while (!hasEnded && performance.now() < half) {
    if (waitsInPipe(hostPid)) return true;
    await Promise.race([end, delay(BETWEEN_LOOKS)]);
  }
  return false;
}

/** proc(5): wchan, the function of the kernel in which a thread sleeps. It was `pipe_wait` before Linux 5.6. */
function waitsInPipe(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).some((thread) =>
      /^(anon_)?pipe_(write|wait)/.test(readFileSync(`/proc/${pid}/task/${thread}/wchan`, "latin1")),
    );
  } catch {
    return false; // It has just ended.
  }
}
