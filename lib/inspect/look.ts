import { MachineError, UsageError } from "../errors.ts";
import { identify, isAlive } from "../host/process.ts";
import type { Inspection } from "./inspection.ts";
import { inspectProgram } from "./program.ts";
import { inspectStreams } from "./streams.ts";

export type Look = Pick<Inspection, "program" | "streams">;

/** @throws MachineError `NOT_YOURS`; UsageError `NO_PROCESS` where it has ended, also while it was looked at */
export async function lookAt(pid: number, engineLog: string | null = null): Promise<Look> {
  const who = identify(pid);
  try {
    const look = { program: inspectProgram(pid), streams: await inspectStreams(pid, engineLog) };
    // The descriptors of a process that ends are closed first, and would be taken for its wiring.
    if (!who || !isAlive(who)) throw gone(pid);
    return look;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM")
      throw new MachineError(
        "NOT_YOURS",
        `Process ${pid} cannot be inspected: it is another user's, or has rights that you do not have. Run fd012 as root.`,
      );
    if (code === "ENOENT" || code === "ESRCH") throw gone(pid);
    throw error;
  }
}

function gone(pid: number): UsageError {
  return new UsageError(
    "NO_PROCESS",
    `Process ${pid} has no program to inspect: it has ended, or is a kernel thread.`,
  );
}
