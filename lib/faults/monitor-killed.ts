import { deadline } from "../host/deadlines.ts";
import { isGoneWithin } from "../host/is-gone-within.ts";
import { signalProcess } from "../host/process.ts";
import type { Fault } from "./fault.ts";

/** Whoever holds the other end of PID 1's pipes and waits for its end, conmon or a shim, is killed, and gone when this returns. */
export const monitorKilled: Fault = {
  name: "monitor-killed",
  needs: ["monitor"],
  async inflict({ monitor }) {
    if (!monitor || !signalProcess(monitor, "SIGKILL"))
      throw new Error("there is no monitor that could be killed");
    if (!(await isGoneWithin(monitor, deadline("end of a killed runtime"))))
      throw new Error("the monitor was killed and goes on");
  },
  byHand: () => [
    'kill -KILL "$(sed -n "s/^PPid:[[:space:]]*//p" "/proc/$pid/status")" # PID 1 is its child.',
  ],
};
