import type { Fault } from "./fault.ts";

/** The quota of the log's file system is used up. */
export const quota: Fault = {
  name: "quota",
  needs: ["quota"],
  async inflict({ mounted, undoneBy }) {
    const { quota } = mounted;
    if (!quota) throw new Error("this file system has no quota");
    undoneBy(() => quota.lift());
    await quota.exhaust();
  },
  byHand: ({ server }) => [
    `btrfs quota enable ${server}; btrfs quota rescan -w ${server}; btrfs qgroup limit 1 ${server}`,
  ],
  undoneByHand: ({ server }) => [`btrfs quota disable ${server}`],
};
