import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { makesDeviceNodes } from "../host/device-nodes.ts";
import { quoted } from "../host/shell-words.ts";
import type { Filesystem, Mounted, Place } from "./filesystem.ts";

/** The file system that the temporary directory is on. */
export const local: Filesystem = {
  name: "local",
  summary: "the file system of the temporary directory",
  tries: { "device-nodes": makesDeviceNodes },
  async detect() {
    return { found: true, version: "" };
  },
  async mount({ directory }: Place): Promise<Mounted> {
    const path = join(directory, "files");
    mkdirSync(path);
    return { path, serverPath: path, async unmount() {} };
  },
  byHand: (mount) => ({ mount: `server=${quoted(mount)}`, unmount: "" }),
};
