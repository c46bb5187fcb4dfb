import { readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import type { Place } from "./runtime.ts";

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
  const told = await pidInside(join(control, "events"), until);
  const inside = place === "pid1" ? 1 : told;
  const found = descendants(runtime).findLast((pid) => innermostPid(pid) === inside);
  if (found === undefined) throw new Error("the workload was gone before its process could be found");
  return found;
}

// Parents before their children.
function descendants(pid: number): number[] {
  const all = [pid];
  for (const one of all) all.push(...childrenOf(one)); // Grows while it is walked.
  return all;
}

function pidInside(events: string, until: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const watcher = watch(events, look);
    const stop = () => {
      watcher.close();
      reject(new Error("the wait for the workload's first line was ended"));
    };
    until.addEventListener("abort", stop, { once: true });
    function look(): void {
      const pid = pidOfFirstLine(readFileSync(events, "utf8"));
      if (pid === null) return;
      until.removeEventListener("abort", stop);
      watcher.close();
      resolve(pid);
    }
    look(); // It may have been there before the watch was.
  });
}

function pidOfFirstLine(text: string): number | null {
  const end = text.indexOf("\n");
  if (end === -1) return null;
  try {
    return Number(JSON.parse(text.slice(0, end)).pid);
  } catch {
    return null;
  }
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

/** NSpid lists a process's pids from the reader's PID namespace to its own (proc(5)). */
function innermostPid(pid: number): number | null {
  try {
    const line = /^NSpid:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(line?.split(/\s+/).at(-1));
  } catch {
    return null;
  }
}
