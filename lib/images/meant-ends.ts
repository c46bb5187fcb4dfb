import type { Fate } from "../results/schema.ts";
import type { ProgramName } from "./programs.ts";

type Meant = readonly Fate[] | null;

const exit = (code: number): Fate => ({ kind: "exit", code });
const signal = (name: string): Fate => ({ kind: "signal", signal: name });
const success = [exit(0)];

/** SIGTERM without a listener: the kernel discards it for PID 1, which then comes to its own end; else it is one (signal(7)). */
const byDefaultSigterm = [exit(0), signal("SIGTERM")];

/**
 * How each of images/node/workloads, and the actor in C as well, means to end; null for one that means none, since abort(3) is what is looked at.
 */
const ofNode: Record<string, (args: readonly string[]) => Meant> = {
  abort: () => null,
  actor: () => success,
  "every-operation": () => success,
  "exit-code": ([code]) => [exit(Number(code))],
  "exit-natural": () => success,
  "exit-process-exit": () => success,
  "exit-sigterm-default": () => byDefaultSigterm,
  "exit-sigterm-listener": () => success,
  "exit-uncaught-throw": () => [exit(1)], // node's Process exit codes: 1, Uncaught Fatal Exception.
  "keep-writing": () => success,
  "keep-writing-beyond-a-pipe": () => success,
  raise: ([name]) => [signal(String(name))],
  "read-stdin": () => success,
  wait: () => [signal("SIGKILL")],
  "write-bytes": () => success,
  "write-process-exit": () => success,
};

/**
 * The ends that a workload itself means, whatever becomes of its stdio; any other is a death.
 * @throws Error for a workload that declares none: without it nobody could tell a death from an end
 */
export function meantEnds(program: ProgramName, workload: string, args: readonly string[]): Meant {
  if (program === "abort") return null;
  const meant = ofNode[workload];
  if (!meant)
    throw new Error(`the workload ${workload} does not say how it means to end: see images/meant-ends.ts`);
  return meant(args);
}
