import type { Fault } from "./fault.ts";
import { readerByHand, readerOf } from "./reader.ts";

/** Whoever reads PID 1's pipes is killed: nobody has their read ends any more. */
export const readerGone: Fault = {
  name: "reader-gone",
  needs: ["own-reader"],
  inflict: (at) => readerOf(at).end(),
  byHand: () => [readerByHand("KILL")],
};
