import { readFileSync } from "node:fs";

/** Whether the running kernel knows a file system, as /proc/filesystems tells it (proc(5)). Loads no module: that would change the machine. */
export function isKnown(filesystem: string): boolean {
  return new RegExp(`\\t${filesystem}$`, "m").test(readFileSync("/proc/filesystems", "utf8"));
}
