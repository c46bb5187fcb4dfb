import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Mounted } from "../filesystems/filesystem.ts";
import type { DaemonKind } from "./daemon.ts";

/**
 * A new directory on a file system, for the logs of a daemon's containers; null where that kind keeps none in a directory of its own.
 * @param name unique on the file system
 */
export function logsOn({ path, serverPath }: Mounted, { logs }: DaemonKind, name: string): string | null {
  if (logs === undefined) return null;
  mkdirSync(join(serverPath, name), 0o710);
  return join(path, name);
}
