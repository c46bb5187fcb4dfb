import type { Filesystem, Mounted, Place } from "./filesystem.ts";
import { detectImage, type Image, imageByHand, mountImage } from "./image.ts";
import { keepsInodeFlags } from "./inode-flags.ts";
import { mountCommand } from "./mount-command.ts";

const IMAGE: Image = {
  type: "ext4",
  mebibytes: 16,
  make: ["mkfs.ext4", "-q", "-F", "-m", "0"],
  options: "errors=remount-ro",
  programs: ["mkfs.ext4"],
  package: "e2fsprogs",
};

/** As most machines have it on their disk, and as Debian's installer mounts it: after an error it is read-only (ext4(5): errors=remount-ro). */
export const ext4: Filesystem = {
  name: "ext4",
  summary: "an ext4 of the run's own, in a file; read-only after an error of its disk",
  offers: ["read-only"],
  tries: { "inode-flags": (namespace) => keepsInodeFlags(ext4, namespace) },
  detect: async () => detectImage(IMAGE),
  async mount(place: Place): Promise<Mounted> {
    const mounted = await mountImage(place, IMAGE);
    const { path } = mounted;
    return {
      ...mounted,
      turnReadOnly: () => mountCommand(place.namespace, ["mount", "-o", "remount,abort", path]),
    };
  },
  byHand: (mount) => imageByHand(mount, IMAGE),
};
