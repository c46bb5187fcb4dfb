import { both, type Fault } from "./fault.ts";
import { injected } from "./injected.ts";

/** Requests for the log are answered no more until this is undone, as on a hard mount whose server is gone. */
export const stallServer: Fault = {
  name: "stall-server",
  needs: ["inject-answers"],
  async inflict(at) {
    for (const { faults, path } of injected(at, both)) {
      at.undoneBy(() => faults.clear(path));
      await faults.stall(path);
    }
  },
  byHand: () => ["# By hand: have the server of the log answer nothing; no common command does."],
};
