import { closeSync, mkdirSync, openSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { quoted } from "../host/shell-words.ts";
import type { Filesystem, Mounted, Place } from "./filesystem.ts";
import { keepsInodeFlags } from "./inode-flags.ts";
import { mountCommand } from "./mount-command.ts";

/** A tmpfs of the run's own, 128 MiB. */
export const tmpfs: Filesystem = {
  name: "tmpfs",
  summary: "a tmpfs of the run's own",
  offers: ["fill"],
  tries: { "inode-flags": (namespace) => keepsInodeFlags(tmpfs, namespace) },
  async detect() {
    return { found: true, version: "" };
  },
  async mount({ directory, namespace }: Place): Promise<Mounted> {
    const path = join(directory, "mount");
    mkdirSync(path);
    await mountCommand(namespace, ["mount", "-t", "tmpfs", "-o", "size=128m,mode=0711", "fd012-tmpfs", path]);
    const filler = join(namespace.reach(path), "filler");
    let mounted = true;
    return {
      path,
      serverPath: namespace.reach(path),
      fill: () => fill(filler),
      makeRoom: () => unlinkSync(filler),
      async unmount() {
        if (!mounted) return;
        mounted = false;
        await mountCommand(namespace, ["umount", "-l", path]);
      },
    };
  },
  byHand: (mount) => ({
    mount: `server=${quoted(mount)}; mount -t tmpfs tmpfs "$server"`,
    unmount: `umount ${quoted(mount)}`,
  }),
};

/** Ever smaller pieces, until not even a page is left. */
function fill(path: string): void {
  const fd = openSync(path, "wx");
  try {
    for (const size of [1 << 20, 4096]) while (write(fd, Buffer.alloc(size)));
  } finally {
    closeSync(fd);
  }
}

function write(fd: number, bytes: Buffer): boolean {
  try {
    return writeSync(fd, bytes) > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return false;
    throw error;
  }
}
