import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Running } from "../runtimes/runtime.ts";

const BETWEEN_LOOKS = 10;
const STILL = 10;

/**
 * Resolves to true once a thread of the workload waits in a write to a pipe or a terminal; to false once it has ended instead, or half of its time is over.
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
  let last: string | null = null;
  for (let still = 0; !hasEnded && performance.now() < half; ) {
    if (waitsInPipe(hostPid)) return true;
    // A terminal that somebody copies from is full again and again: its writer waits for good once nobody has woken it for a while.
    const wait = waitInTerminal(hostPid);
    still = wait !== null && wait === last ? still + 1 : 0;
    last = wait;
    if (still === STILL) return true;
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

/** How often the first thread has slept by now, where it does so in a write(2) to a terminal (linux drivers/tty/n_tty.c, n_tty_write); else null. */
function waitInTerminal(pid: number): string | null {
  try {
    const [number] = readFileSync(`/proc/${pid}/syscall`, "latin1").split(" ");
    if (number !== WRITE || readFileSync(`/proc/${pid}/wchan`, "latin1") !== "wait_woken") return null;
    return (
      /^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? null
    );
  } catch {
    return null;
  }
}

/** __NR_write (linux: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h). */
const WRITE = process.arch === "x64" ? "1" : "64";
