import type { TraceEvent } from "../results/schema.ts";
import { errnoName } from "./errnos.ts";
import { signalName } from "./signals.ts";
import type { TraceLine } from "./trace-line.ts";

const MOST_UNCLAIMED = 2_000;

/** Sorts the lines of one trace by process: which thread belongs to whom, what happened to it, whether it is gone. */
export class ProcessLedger {
  readonly #processes = new Map<number, Process>();
  /** Thread to process, both as the host sees them. */
  readonly #owners = new Map<number, number>();
  /** The call a thread is in, to name the descriptor when the call fails. */
  readonly #calls = new Map<number, { call: string; fd: number }>();
  readonly #unclaimed: number[] = [];

  add(line: TraceLine): void {
    switch (line.kind) {
      case "new-task":
        this.#newTask(line.task, line.isThread ? this.#owner(line.thread) : line.task);
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
        this.#exec(line);
        break;
      case "exit":
        this.#exit(line);
        break;
    }
  }

  /** Resolves once all threads of a process have ended. */
  ended(pid: number): Promise<void> {
    return this.#process(pid).ended;
  }

  /** A process's events, times as the kernel's local clock has them; forgets them. */
  take(pid: number): TraceEvent[] {
    const events = this.#processes.get(pid)?.events ?? [];
    this.#processes.delete(pid);
    return events;
  }

  // A pid that starts anew has no past: pids are used again.
  #newTask(task: number, owner: number): void {
    const before = this.#processes.get(owner);
    if (owner === task && before && before.threads.size === 0 && before.events.length > 0)
      this.#processes.delete(owner);
    this.#owners.set(task, owner);
    this.#process(owner).threads.add(task);
  }

  #failure(line: TraceLine & { kind: "failure" }): void {
    const call = this.#calls.get(line.thread);
    this.#calls.delete(line.thread);
    if (call?.call !== line.call) return; // It was on a descriptor above 2.
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
  #exec({ process: pid, formerThread }: TraceLine & { kind: "exec" }): void {
    const process = this.#process(pid);
    process.events.length = 0;
    for (const thread of [...process.threads, formerThread]) {
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
    if (process.threads.size > 0) return;
    this.#record(pid, line, "process-exit", {});
    process.end();
    this.#forgetOldest(pid);
  }

  // Most processes are nobody's PID 1 (mount, sh …) and are never taken.
  #forgetOldest(ended: number): void {
    this.#unclaimed.push(ended);
    if (this.#unclaimed.length <= MOST_UNCLAIMED) return;
    const oldest = this.#unclaimed.shift() as number;
    if (this.#processes.get(oldest)?.threads.size === 0) this.#processes.delete(oldest); // Else its pid is in use again.
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

  #process(pid: number): Process {
    let process = this.#processes.get(pid);
    if (!process) {
      process = new Process();
      this.#processes.set(pid, process);
    }
    return process;
  }
}

class Process {
  readonly events: TraceEvent[] = [];
  readonly threads = new Set<number>();
  readonly ended: Promise<void>;
  end: () => void = () => {};

  constructor() {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }
}
