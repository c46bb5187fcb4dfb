import { daemonOf } from "./daemon.ts";
import type { Fault } from "./fault.ts";

/** The engine's daemon is killed, as the kernel does where memory runs out, and nobody starts it again. */
export const daemonKilled: Fault = {
  name: "daemon-killed",
  needs: ["daemon"],
  inflict: (at) => daemonOf(at).kill(),
  byHand: () => ["# By hand: kill -KILL the engine's daemon; on a machine where nobody else needs it."],
};
