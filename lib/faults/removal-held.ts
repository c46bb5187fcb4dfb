import { signalProcess } from "../host/process.ts";
import { untilEachStopped } from "../host/until-stopped.ts";
import type { Fault } from "./fault.ts";

/** Whoever would remove the container once PID 1 has ended is stopped, until this is undone; where it stays by itself there is nobody. */
export const removalHeld: Fault = {
  name: "removal-held",
  needs: ["keeps-ended"],
  async inflict({ remover, undoneBy }) {
    if (!remover) return;
    undoneBy(() => void signalProcess(remover, "SIGCONT"));
    if (!signalProcess(remover, "SIGSTOP")) throw new Error("who would remove the container has gone");
    await untilEachStopped([remover.pid]);
  },
  byHand: () => ["# By hand: stop `ctr run` (SIGSTOP), which removes the container; others keep it."],
};
