import type { Fault } from "./fault.ts";

/**
 * The log's file system refuses all writing, as after an error of its disk. By mount(8)'s `remount,ro` that cannot be had: it is refused
 * with EBUSY as long as anybody has a file there open for writing, and somebody always has the log.
 */
export const readOnly: Fault = {
  name: "read-only",
  needs: ["read-only"],
  async inflict({ mounted, undoneBy }) {
    if (!mounted.turnReadOnly) throw new Error("this file system does not turn read-only");
    // It is never writable again, and is the case's own: what stands there goes with it, for who has it open when they close it.
    undoneBy(() => mounted.unmount());
    await mounted.turnReadOnly();
  },
  byHand: ({ server }) => [`mount -o remount,abort ${server}`],
};
