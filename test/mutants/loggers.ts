import { closeSync, constants, openSync, readSync } from "node:fs";
import { isAlive, signalProcess } from "../../lib/host/process.ts";
import type { Runtime } from "../../lib/runtimes/runtime.ts";
import { StartFailed } from "../../lib/runtimes/start-errors.ts";
import { driven } from "./driven.ts";

/** The runtime as it is: a claim that it breaks itself has a mended one beside it. */
export const asItIs = (honest: Runtime): Runtime => honest;

/** Mended: it refuses to start a container whose logger is dead. */
export function refusesADeadLogger(honest: Runtime): Runtime {
  const refusal = new StartFailed("it did not start PID 1", "the logger has ended before it was ready", true);
  return driven(
    honest,
    () => ({}),
    () => () => Promise.reject(refusal),
  );
}

/** Mended: the logger does not outlive PID 1, here by force. */
export function endsTheLogger(honest: Runtime): Runtime {
  return driven(honest, (running) => {
    const loggers = running.loggers?.() ?? [];
    const look = setInterval(() => {
      if (running.process && isAlive(running.process)) return;
      clearInterval(look);
      for (const one of loggers) signalProcess(one, "SIGKILL");
    }, 20);
    return {};
  });
}

/** PID 1 is killed once its logger is. */
export function goesWithItsLogger(honest: Runtime): Runtime {
  return driven(honest, (running) => ({
    loggers() {
      const loggers = running.loggers?.() ?? [];
      if (loggers.length === 0) signalProcess(running.process, "SIGKILL");
      return loggers;
    },
  }));
}

/** PID 1 is killed as soon as somebody has asked for its logger, who stands still soon after. */
export function diesOfAStop(honest: Runtime): Runtime {
  return driven(honest, (running) => ({
    loggers() {
      const loggers = running.loggers?.() ?? [];
      signalProcess(running.process, "SIGKILL");
      return loggers;
    },
  }));
}

/** Somebody takes some of what waits for the logger, once, when somebody has asked for its processes: they stand still soon after. */
export function stealsFromTheLogger(honest: Runtime): Runtime {
  return driven(honest, (running) => ({
    loggers() {
      const loggers = running.loggers?.() ?? [];
      const pipe = openSync(`/proc/${running.hostPid}/fd/1`, constants.O_RDONLY | constants.O_NONBLOCK);
      const look = setInterval(() => {
        if (taken(pipe) === 0) return;
        clearInterval(look);
        closeSync(pipe);
      }, 1);
      return loggers;
    },
  }));
}

/** The engine says that it has dropped something. */
export function saysWhatItDropped(honest: Runtime): Runtime {
  return driven(honest, () => ({ said: () => "some lines were dropped" }));
}

function taken(pipe: number): number {
  try {
    return readSync(pipe, Buffer.alloc(4_096));
  } catch {
    return 0; // Nothing waits in it.
  }
}
