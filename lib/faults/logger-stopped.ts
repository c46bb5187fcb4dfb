import { signalProcess } from "../host/process.ts";
import { untilEachStopped } from "../host/until-stopped.ts";
import type { Fault } from "./fault.ts";
import { loggersByHand, loggersOf } from "./logger.ts";

/** The engine's logger keeps PID 1's pipes and reads no more, until this is undone. */
export const loggerStopped: Fault = {
  name: "logger-stopped",
  needs: ["logger"],
  async inflict(at) {
    const found = loggersOf(at);
    at.undoneBy(() => {
      for (const one of found) signalProcess(one, "SIGCONT");
    });
    for (const one of found) signalProcess(one, "SIGSTOP");
    await untilEachStopped(found.map(({ pid }) => pid));
  },
  byHand: () => [loggersByHand("STOP")],
  undoneByHand: () => [loggersByHand("CONT")],
};
