import { untilStopped } from "../host/until-stopped.ts";
import type { Fault } from "./fault.ts";
import { readerByHand, readerOf } from "./reader.ts";

/** Whoever reads PID 1's pipes keeps their read ends and reads no more, until this is undone. */
export const readerStopped: Fault = {
  name: "reader-stopped",
  needs: ["own-reader"],
  async inflict(at) {
    const reader = readerOf(at);
    at.undoneBy(() => reader.goOn());
    reader.stop();
    await untilStopped(reader.pid);
  },
  byHand: () => [readerByHand("STOP")],
  undoneByHand: () => [readerByHand("CONT")],
};
