import { setTimeout } from "node:timers/promises";
import { deadline } from "../host/deadlines.ts";
import type { ProcessIdentity } from "../host/process.ts";
import { processorSeconds, spins } from "../observe/processor-time.ts";
import { grown, type Resources, resourcesOf } from "../observe/resources.ts";
import type { Running } from "../runtimes/runtime.ts";
import type { StandsBetween } from "../suite/container.ts";

/** Nobody tells when a process lets go of a descriptor, so it is looked at again. */
const PAUSE = 50;

/** What stands between PID 1 and whoever called the runtime, and what it holds and uses. */
export function standsBetween(running: Running): StandsBetween {
  const parts = { monitor: [running.monitor].filter(isThere), daemons: running.daemons ?? [] };
  const between = [running.runtime, running.monitor].filter(isThere);
  return {
    look: (of) => looked(parts[of]),
    async grown(of, before, least) {
      const until = performance.now() + deadline("engine's resources at rest");
      for (;;) {
        const words = grown(before, looked(parts[of]), least);
        if (words.length === 0 || performance.now() > until) return words;
        await setTimeout(PAUSE);
      }
    },
    async spinsDuring(wait) {
      const began = performance.now();
      const before = between.map(({ pid }) => processorSeconds(pid));
      await wait();
      const seconds = (performance.now() - began) / 1000;
      const shares = between.map(({ pid }, index) => usedSince(before[index] ?? null, pid));
      const used = shares.filter((one) => one !== null);
      if (used.length === 0) return null;
      return {
        used: used.reduce((sum, one) => sum + one, 0),
        seconds,
        spins: used.some((one) => spins(one, seconds)),
      };
    },
  };
}

function looked(processes: readonly ProcessIdentity[]): Resources[] {
  return processes.map(resourcesOf).filter((one) => one !== null);
}

function usedSince(before: number | null, pid: number): number | null {
  const now = processorSeconds(pid);
  return before === null || now === null ? null : now - before;
}

function isThere(process: ProcessIdentity | null | undefined): process is ProcessIdentity {
  return process !== null && process !== undefined;
}
