import type { ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { groupOf, initialVariable, startTime } from "./process.ts";

/** A child that was started `detached`, so that it leads a process group, and all that it started in that group. */
export class ProcessGroup {
  readonly #leader: number | undefined;
  readonly #birth: string | null;
  readonly #label: string | undefined;

  /**
   * @param child right after its start, when its pid is nobody else's for sure
   * @param label FD012_LABEL that it was started with, by which its members are known once it has gone
   */
  constructor({ pid }: ChildProcess, label: string | undefined) {
    this.#leader = pid;
    this.#birth = pid === undefined ? null : startTime(pid);
    this.#label = label;
  }

  /** Does nothing where all have gone. While a member lives the kernel gives the leader's pid to nobody else. */
  signal(name: NodeJS.Signals): void {
    if (this.#leader === undefined) return; // It never ran.
    const now = startTime(this.#leader);
    if (now === null ? !this.#hasMember() : now !== this.#birth) return; // None of ours is left: the number may be another group's by now.
    try {
      process.kill(-this.#leader, name);
    } catch {
      // All have gone by themselves.
    }
  }

  kill(): void {
    this.signal("SIGKILL");
  }

  #hasMember(): boolean {
    if (this.#label === undefined || !isGroup(this.#leader as number)) return false;
    return readdirSync("/proc")
      .map(Number)
      .some((pid) => groupOf(pid) === this.#leader && initialVariable(pid, "FD012_LABEL") === this.#label);
  }
}

/** Whether anybody is in it, ours or not: asked of the kernel, where a look at all processes would take a while. */
function isGroup(leader: number): boolean {
  try {
    return process.kill(-leader, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
