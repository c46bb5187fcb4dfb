import { MachineError } from "../errors.ts";
import type { TraceEvent } from "../results/schema.ts";
import { errnoName } from "./errnos.ts";
import { signalName } from "./signals.ts";
import type { TraceLine } from "./trace-line.ts";

const MOST_UNCLAIMED = 2_000;
const HIGHEST_STANDARD = 2;

/** Then nothing that the trace says of the process can be relied on. */
export class TraceLostError extends MachineError {
  constructor(events: number) {
    super("TRACE_LOST", `the kernel lost ${events} event${events === 1 ? "" : "s"} of its trace`);
  }
}

/** Sorts the lines of one trace by process: which thread belongs to whom, what happened to it, whether it is gone. */
export class ProcessLedger {
  readonly #processes = new Map<number, Process>();
  /** Thread to process, both as the host sees them. */
  readonly #owners = new Map<number, number>();
  /** The call a thread is in, to name the descriptor when the call fails. */
  readonly #calls = new Map<number, { call: string; fd: number }>();
  readonly #unclaimed: { pid: number; process: Process }[] = [];
  /** Events of the trace that are missing so far. */
  #lost = 0;

  add(line: TraceLine): void {
    switch (line.kind) {
      case "new-task":
        this.#newTask(line);
        break;
      case "call":
        this.#calls.set(line.thread, line);
        break;
      case "failure":
        this.#failure(line);
        break;
      case "generate":
        // The line stands in the sender's name; it is the target's story.
        this.#record(line.target, line, "signal-generate", {
          signal: signalName(line.signal),
          code: line.code,
          ignored: line.result === 1,
          result: line.result,
        });
        break;
      case "deliver":
        this.#record(line.thread, line, "signal-deliver", {
          signal: signalName(line.signal),
          code: line.code,
          handler: line.handler,
        });
        break;
      case "exit-group":
        this.#record(line.thread, line, "exit-group", { code: line.code });
        break;
      case "exec":
        this.#exec(line.thread);
        break;
      case "exit":
        this.#exit(line);
        break;
    }
  }

  /** Events of the trace are missing: whoever lives now, or has not been taken yet, may have been in some of them. */
  lost(events: number): void {
    this.#lost += events;
    for (const process of this.#processes.values()) process.lost += events;
  }

  /** Resolves once all threads of a process have ended. */
  ended(pid: number): Promise<void> {
    return this.#process(pid).ended;
  }

  /** A process's events, times as the kernel's local clock has them; forgets them. @throws TraceLostError where some are missing */
  take(pid: number): TraceEvent[] {
    const { events, lost } = this.#processes.get(pid) ?? { events: [], lost: 0 };
    this.#processes.delete(pid);
    if (lost > 0) throw new TraceLostError(lost);
    return events;
  }

  // A pid that starts anew has no past, whether its end was seen or not: pids are used again. Who waits for it already may go on waiting.
  #newTask({ thread, task, isThread }: TraceLine & { kind: "new-task" }): void {
    const owner = isThread ? this.#owner(thread) : task;
    const before = this.#processes.get(owner);
    if (!isThread && before && (before.hasEnded || before.threads.size > 0)) this.#processes.delete(owner);
    this.#calls.delete(task);
    this.#owners.set(task, owner);
    const process = this.#process(owner);
    if (isThread)
      process.threads.add(thread); // Its own birth may not have been seen.
    else process.lost = 0; // What was lost before its birth was nothing of its own.
    process.threads.add(task);
  }

  #failure(line: TraceLine & { kind: "failure" }): void {
    const call = this.#calls.get(line.thread);
    this.#calls.delete(line.thread);
    // Each call is told when it begins, on whatever descriptor, so the last one that began is the one that failed.
    if (call?.call !== line.call || call.fd > HIGHEST_STANDARD) return;
    this.#record(line.thread, line, "syscall-error", {
      call: line.call,
      fd: call.fd,
      errno: errnoName(line.errno),
    });
  }

  /**
   * A new program begins: what a runtime's own code did in this process before is not its story, and all of its other threads are
   * gone. Whichever thread called execve(2) goes on under the number of the process.
   */
  #exec(pid: number): void {
    const process = this.#process(pid);
    process.events.length = 0;
    for (const thread of process.threads) {
      this.#owners.delete(thread);
      this.#calls.delete(thread);
    }
    process.threads.clear();
    process.threads.add(pid);
    this.#owners.set(pid, pid);
  }

  #exit(line: TraceLine): void {
    const pid = this.#owner(line.thread);
    const process = this.#process(pid);
    process.threads.delete(line.thread);
    this.#owners.delete(line.thread);
    this.#calls.delete(line.thread);
    if (process.threads.size > 0) return;
    this.#record(pid, line, "process-exit", {});
    process.end();
    this.#forgetOldest({ pid, process });
  }

  // Most processes are nobody's PID 1 (mount, sh …) and are never taken.
  #forgetOldest(ended: { pid: number; process: Process }): void {
    this.#unclaimed.push(ended);
    if (this.#unclaimed.length <= MOST_UNCLAIMED) return;
    const { pid, process } = this.#unclaimed.shift() as typeof ended;
    if (this.#processes.get(pid) === process) this.#processes.delete(pid); // Else its pid is in use again, or it was taken.
  }

  #record(thread: number, line: TraceLine, name: TraceEvent["name"], fields: TraceEvent["fields"]): void {
    this.#process(this.#owner(thread)).events.push({
      seconds: line.seconds,
      thread: line.thread,
      name,
      fields,
    });
  }

  #owner(thread: number): number {
    return this.#owners.get(thread) ?? thread;
  }

  // One whose birth was not seen may have been in what was lost before.
  #process(pid: number): Process {
    let process = this.#processes.get(pid);
    if (!process) {
      process = new Process(this.#lost);
      this.#processes.set(pid, process);
    }
    return process;
  }
}

class Process {
  readonly events: TraceEvent[] = [];
  readonly threads = new Set<number>();
  /** Events of the trace that are missing and may have been its own. */
  lost: number;
  hasEnded = false;
  readonly ended: Promise<void>;
  end: () => void = () => {};

  constructor(lost: number) {
    this.lost = lost;
    this.ended = new Promise((resolve) => {
      this.end = () => {
        this.hasEnded = true;
        resolve();
      };
    });
  }
}
