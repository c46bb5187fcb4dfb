import type { ChildProcess } from "node:child_process";

/** Ends a child that was started `detached`, so that it leads a process group, and all that it started in that group. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return; // It never ran.
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All have gone by themselves.
  }
}
