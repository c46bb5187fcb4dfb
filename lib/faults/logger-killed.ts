import { deadline } from "../host/deadlines.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import { signalProcess } from "../host/process.ts";
import type { Fault } from "./fault.ts";
import { loggersByHand, loggersOf } from "./logger.ts";

/** The engine's logger is killed, with all that it consists of, and gone when this returns. */
export const loggerKilled: Fault = {
  name: "logger-killed",
  needs: ["logger"],
  async inflict(at) {
    const until = performance.now() + deadline("end of a killed runtime");
    for (let found = loggersOf(at); found.length > 0; found = at.loggers?.() ?? []) {
      for (const one of found) signalProcess(one, "SIGKILL");
      for (const one of found)
        if (!(await isGoneWithin(one, until - performance.now())))
          throw new Error("the logger was killed and goes on");
    }
  },
  byHand: () => [loggersByHand("KILL")],
};
