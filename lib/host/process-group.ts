import type { ChildProcess } from "node:child_process";
import { startTime } from "./process.ts";

/** A child that was started `detached`, so that it leads a process group, and all that it started in that group. */
export class ProcessGroup {
  readonly #leader: number | undefined;
  readonly #birth: string | null;

  /** @param child right after its start, when its pid is nobody else's for sure */
  constructor({ pid }: ChildProcess) {
    this.#leader = pid;
    this.#birth = pid === undefined ? null : startTime(pid);
  }

  /** Does nothing where all have gone. While a member lives the kernel gives the leader's pid to nobody else. */
  signal(name: NodeJS.Signals): void {
    if (this.#leader === undefined) return; // It never ran.
    const now = startTime(this.#leader);
    if (now !== null && now !== this.#birth) return; // Somebody else's pid by now, so none of ours is left.
    try {
      process.kill(-this.#leader, name);
    } catch {
      // All have gone by themselves.
    }
  }

  kill(): void {
    this.signal("SIGKILL");
  }
}
