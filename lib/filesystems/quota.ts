import type { MountNamespace } from "../host/namespace.ts";
import type { Filesystem, Mounted, Place, Quota } from "./filesystem.ts";
import { detectImage, type Image, imageByHand, mountImage } from "./image.ts";
import { mountCommand } from "./mount-command.ts";

/** The smallest that takes data and metadata in one kind of block group is 16 MiB; this one is sparse. */
const IMAGE: Image = {
  type: "btrfs",
  mebibytes: 64,
  make: ["mkfs.btrfs", "-q", "-K", "--mixed"],
  options: "noatime",
  programs: ["mkfs.btrfs", "btrfs"],
  package: "btrfs-progs",
};

/**
 * A quota that root cannot exceed either, as that of an NFS server that squashes root or of a project on XFS: who writes the log is root nearly
 * always, and of ext4's quotas root takes no notice (CAP_SYS_RESOURCE, linux fs/quota/dquot.c: ignore_hardlimit). Those of btrfs make no exception
 * (btrfs-qgroup(8)), and no kernel with btrfs is without them.
 */
export const quota: Filesystem = {
  name: "quota",
  summary: "a btrfs of the run's own, in a file, with a quota that holds for root too",
  offers: ["quota"],
  detect: async () => detectImage(IMAGE),
  async mount(place: Place): Promise<Mounted> {
    const mounted = await mountImage(place, IMAGE);
    return { ...mounted, quota: quotaOf(place.namespace, mounted.path) };
  },
  byHand: (mount) => imageByHand(mount, IMAGE),
};

/**
 * One byte is less than an empty directory takes, so no write has room from then on. Not before the kernel has counted what is there does a limit
 * hold; and to be lifted it would itself take room, so there are no quotas any more then.
 */
function quotaOf(namespace: MountNamespace, path: string): Quota {
  const btrfs = (...words: string[]) => mountCommand(namespace, ["btrfs", ...words, path]);
  return {
    async exhaust() {
      await btrfs("quota", "enable");
      await btrfs("quota", "rescan", "-w");
      await btrfs("qgroup", "limit", "1");
    },
    lift: () => btrfs("quota", "disable"),
  };
}
