import { ext4 } from "./ext4.ts";
import type { Filesystem } from "./filesystem.ts";
import { local } from "./local.ts";
import { nfs } from "./nfs.ts";
import { quota } from "./quota.ts";
import { stalefs } from "./stalefs.ts";
import { tmpfs } from "./tmpfs.ts";

export const filesystems: readonly Filesystem[] = [stalefs, local, tmpfs, ext4, quota, ...nfs];
