import type { Channel } from "../control/channel.ts";
import { DeadlineError, Fd012Error } from "../errors.ts";
import { remaining } from "../host/deadline.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import { fateSentence } from "../results/fate-words.ts";
import type { Fate } from "../results/schema.ts";
import type { Running } from "../runtimes/runtime.ts";
import { StartFailed } from "../runtimes/start-errors.ts";
import { whereItHangs } from "./hang.ts";

/**
 * Resolves once the workload has done all that it does before the fault. A loader that fails exits with 127 too: only the workload's own
 * word tells that it ran.
 * @param deadline as performance.now() counts
 * @param timeout milliseconds that the case may take in all, for the sentence
 * @param kernelsWord how PID 1 ended, where that can be had; asked once the runtime has ended. A runtime that crashes takes PID 1 along, and its
 * own status says nothing of whose fault it was
 * @throws StartFailed
 */
export async function untilWaiting(
  running: Running,
  channel: Channel,
  deadline: number,
  timeout: number,
  kernelsWord: (reported: Fate) => Promise<Fate>,
): Promise<void> {
  let isOver = false;
  const early = running.exited.then(async (fate) => {
    // PID 1 may have outlived its runtime: then it still comes to the point where the fault is made, and that it has is told in the end.
    if (running.process && !running.opaque)
      await isGoneWithin(running.process, remaining(deadline), () => isOver);
    if (channel.last("waiting")) return;
    if (!channel.last("ready"))
      throw new StartFailed(`PID 1 never ran: ${fateSentence(fate)}`, running.said(), false, {
        status: fate,
      });
    const actual = await kernelsWord(fate);
    // It ran, and ended by itself before anything was done to it: the workload failed, and no runtime.
    if (actual.kind === "exit" && actual.code < SIGNALLED)
      throw new WorkloadFailed(`the workload ended before the fault: ${fateSentence(actual)}`);
    const how = actual.kind === "unknown" ? `reported: ${fateSentence(fate)}` : fateSentence(actual);
    throw new StartFailed(`PID 1 ended before the fault: ${how}`, running.said(), false, { died: true });
  });
  try {
    await Promise.race([channel.wait("waiting", remaining(deadline)), early]);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    const where = whereItHangs(running.hostPid);
    const message = `PID 1 was not ready after ${timeout / 1000} s: ${where}`;
    throw new StartFailed(message, running.said(), false, { hangs: true });
  } finally {
    isOver = true;
  }
}

/** A status above this is a signal's (POSIX, Shell Command Language 2.8.2). */
const SIGNALLED = 128;

/** The suite's own program failed, which says nothing of the runtime. */
class WorkloadFailed extends Fd012Error {
  constructor(message: string) {
    super("WORKLOAD", 1, message);
  }
}
