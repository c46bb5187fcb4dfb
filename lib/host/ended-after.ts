import { type DeadlineName, deadline } from "./deadlines.ts";

/** Options for execFile and execFileSync by which a command is ended at its deadline, whatever it does with SIGTERM. */
export function endedAfter(name: DeadlineName): { timeout: number; killSignal: "SIGKILL" } {
  return { timeout: deadline(name), killSignal: "SIGKILL" };
}
