import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ANSWERS } from "../control/control-directory.ts";
import { firstMessage } from "../control/first-message.ts";
import { pidsOf } from "../host/proc.ts";
import { watch } from "../host/watch.ts";
import type { Place } from "./runtime.ts";
import { StartFailed } from "./start-errors.ts";

/**
 * The host's pid of a workload whose runtime does not tell it: the workload's first line in the control directory names its pid in
 * its own PID namespace, and among what the runtime has started exactly one process has that pid there. Waits for the line by
 * watching; the caller sets the deadline and ends the wait by `until`. Where PID 1 is asked for it is that, whoever wrote the line: under npm
 * it is npm's child.
 */
export async function pidOfWorkload(
  runtime: number,
  control: string,
  place: Place,
  until: AbortSignal,
): Promise<number> {
  const told = await pidInside(join(control, ANSWERS), until);
  const inside = place === "pid1" ? 1 : told;
  const found = descendants(runtime).findLast((pid) => pidsOf(pid).at(-1) === inside);
  if (found === undefined)
    throw new StartFailed("the workload was gone before its process could be found", "");
  return found;
}

// Parents before their children.
function descendants(pid: number): number[] {
  const all = [pid];
  for (const one of all) all.push(...childrenOf(one)); // Grows while it is walked.
  return all;
}

function pidInside(answers: string, until: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const watcher = watch(answers, look, (error) => end(error));
    const end = (error: Error | null, pid = 0) => {
      until.removeEventListener("abort", stop);
      watcher.close();
      if (error) reject(error);
      else resolve(pid);
    };
    const stop = () => end(new Error("the wait for the workload's first line was ended"));
    until.addEventListener("abort", stop, { once: true });
    function look(): void {
      try {
        const handshake = firstMessage(answers, "ready");
        if (handshake) end(null, handshake.pid);
      } catch (error) {
        end(error as Error); // Nobody could catch it here.
      }
    }
    look(); // It may have been there before the watch was.
  });
}

/** Every thread has children of its own (proc(5), /proc/PID/task/TID/children). */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return []; // It has gone.
  }
}
