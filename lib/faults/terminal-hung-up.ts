import type { Fault } from "./fault.ts";

/** Whoever has the other end of PID 1's terminal closes it, as a terminal emulator or a shim that ends does. */
export const terminalHungUp: Fault = {
  name: "terminal-hung-up",
  needs: ["terminal"],
  async inflict({ terminal }) {
    if (!terminal) throw new Error("the suite does not have the other end of PID 1's terminal");
    await terminal.hangUp();
  },
  byHand: () => ['echo "hang up" >"$top/terminal.told.in"'],
};
