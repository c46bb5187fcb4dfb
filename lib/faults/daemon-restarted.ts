import { daemonOf } from "./daemon.ts";
import type { Fault } from "./fault.ts";

/** The engine's daemon is killed and started again, as a service manager does with one that crashed. */
export const daemonRestarted: Fault = {
  name: "daemon-restarted",
  needs: ["daemon"],
  async inflict(at) {
    const daemon = daemonOf(at);
    await daemon.kill();
    await daemon.restart();
  },
  byHand: () => [
    "# By hand: kill -KILL the engine's daemon and start it again; on a machine where nobody else needs it.",
  ],
};
