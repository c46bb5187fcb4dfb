import { readFileSync, readlinkSync } from "node:fs";
import type { Descriptor } from "../results/schema.ts";

const O_ACCMODE = 0o3;
const O_APPEND = 0o2000;
const O_NONBLOCK = 0o4000;
const O_PATH = 0o10000000;
const ACCESS = ["read", "write", "read-write"] as const;

/** A descriptor as far as /proc tells it without a call on the object itself, which may be a file on a server that does not answer. */
export type OpenDescriptor = Omit<Descriptor, "kind" | "identity" | "holders">;

/** Null where it is closed. */
export function openDescriptor(pid: number, fd: number): OpenDescriptor | null {
  try {
    const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
    const info = readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8");
    return { fd, target, ...flagsOf(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? "0") };
  } catch {
    return null; // It was closed between the listing and the look.
  }
}

/** @param octal as fdinfo has it */
export function flagsOf(octal: string): Pick<Descriptor, "access" | "append" | "nonblock"> {
  const flags = Number.parseInt(octal, 8);
  return {
    access: flags & O_PATH ? "path" : (ACCESS[flags & O_ACCMODE] ?? null),
    append: (flags & O_APPEND) !== 0,
    nonblock: (flags & O_NONBLOCK) !== 0,
  };
}

/** What the link itself says of an object without a file system of its own, or of a device; null for what must be asked. */
export function kindByLink(target: string): Descriptor["kind"] | null {
  if (target.startsWith("pipe:")) return "pipe";
  if (target.startsWith("socket:")) return "socket";
  if (target.startsWith("anon_inode:")) return "anonymous";
  if (target === "/dev/null") return "null";
  return target.startsWith("/dev/pts/") ? "pty" : null;
}
