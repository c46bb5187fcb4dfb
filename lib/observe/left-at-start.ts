import { setImmediate } from "node:timers/promises";
import { deadline } from "../host/deadlines.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import { signalProcess } from "../host/process.ts";
import type { Running } from "../runtimes/runtime.ts";

/** What a runtime has left of a container that never came to its work; nothing while the runtime goes on. PID 1 is ended first, where it is still there. */
export async function leftAtStart(running: Running): Promise<string[]> {
  const { process, exited, opaque, unreported } = running;
  if (!(await Promise.race([exited.then(() => true), setImmediate(false)]))) return [];
  const isOutlived = process !== null && signalProcess(process, "SIGKILL");
  if (isOutlived) await isGoneWithin(process, deadline("end of a killed runtime"));
  // A process of the suite's own that waits for PID 1 is no runtime, and of a sandbox the host knows no PID 1.
  const isTold = isOutlived && opaque === undefined && unreported === undefined;
  return [
    ...(isTold ? [`PID 1 (process ${running.hostPid}) outlived its runtime`] : []),
    ...((await running.leftovers?.()) ?? []),
  ];
}
