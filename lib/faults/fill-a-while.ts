import type { Fault } from "./fault.ts";
import { fill } from "./fill.ts";

/** The same as `fill`, but that what fills it goes when this is undone: there is room again. */
export const fillAWhile: Fault = {
  ...fill,
  name: "fill-a-while",
  inflict(at) {
    at.undoneBy(() => at.mounted.makeRoom?.());
    return fill.inflict(at);
  },
  undoneByHand: ({ server }) => [`exec 8>&-; rm ${server}/filler`],
};
