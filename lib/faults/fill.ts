import type { Fault } from "./fault.ts";

/** All the room that is left on the log's file system is taken. */
export const fill: Fault = {
  name: "fill",
  needs: ["fill"],
  inflict({ mounted }) {
    if (!mounted.fill) throw new Error("this file system cannot be filled");
    mounted.fill();
  },
  // Opened while nobody else can have made anything there: the container may be given the directory as its volume.
  preparedByHand: ({ server }) => [`exec 8>${server}/filler`],
  byHand: () => ["dd if=/dev/zero bs=4096 >&8 2>/dev/null || :"],
};
