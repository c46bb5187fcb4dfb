import { DeadlineError } from "../errors.ts";
import { remaining } from "../host/deadline.ts";
import { type Running, StartFailed } from "../runtimes/runtime.ts";
import type { ControlDirectory } from "./control-directory.ts";
import { whereItHangs } from "./hang.ts";

/**
 * Resolves once the workload has done all that it does before the fault. A loader that fails exits with 127 too: only the workload's own
 * word tells that it ran.
 * @param deadline as performance.now() counts
 * @param timeout milliseconds that the case may take in all, for the sentence
 * @throws StartFailed
 */
export async function untilWaiting(
  running: Running,
  control: ControlDirectory,
  deadline: number,
  timeout: number,
): Promise<void> {
  const early = running.exited.then((fate) => {
    if (control.last("waiting")) return;
    const seen = control.last("ready") ? "PID 1 ended before the fault" : "PID 1 never ran";
    throw new StartFailed(`${seen}: ${JSON.stringify(fate)}`, running.said());
  });
  try {
    await Promise.race([control.wait("waiting", remaining(deadline)), early]);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    const where = whereItHangs(running.hostPid);
    throw new StartFailed(`PID 1 was not ready after ${timeout / 1000} s: ${where}`, running.said());
  }
}
