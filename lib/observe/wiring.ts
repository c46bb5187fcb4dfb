import { readdirSync, statSync } from "node:fs";
import type { Descriptor, Wiring } from "../results/schema.ts";
import { openDescriptor } from "./descriptor.ts";

const NULL_DEVICE = 0x103; // makedev(1, 3), Documentation/admin-guide/devices.txt

/** What a process holds open, read from the host's /proc: nothing in the container is asked. */
export function observeWiring(pid: number): Wiring {
  const open = readdirSync(`/proc/${pid}/fd`).map(Number);
  return {
    seenBy: "host",
    streams: [0, 1, 2].map((fd) => (open.includes(fd) ? describe(pid, fd) : closed(fd))),
    above: open
      .filter((fd) => fd > 2)
      .sort((a, b) => a - b)
      .map((fd) => describe(pid, fd))
      .filter(({ kind }) => kind !== "closed"),
  };
}

function describe(pid: number, fd: number): Descriptor {
  const open = openDescriptor(pid, fd);
  if (!open) return closed(fd);
  try {
    return { ...open, ...kindOf(`/proc/${pid}/fd/${fd}`, open.target) };
  } catch {
    return closed(fd); // It was closed between the two looks.
  }
}

function closed(fd: number): Descriptor {
  return { fd, kind: "closed", target: "", access: null, append: null, nonblock: null, identity: null };
}

// Objects without a file system of their own are told by their link, so that no call is made on what may be stale.
function kindOf(path: string, target: string): Pick<Descriptor, "kind" | "identity"> {
  if (target.startsWith("pipe:")) return { kind: "pipe", identity: target };
  if (target.startsWith("socket:")) return { kind: "socket", identity: target };
  if (target.startsWith("anon_inode:")) return { kind: "anonymous", identity: null };
  const stat = statSync(path);
  const identity = `${stat.dev}:${stat.ino}`;
  if (stat.isFile()) return { kind: "file", identity };
  if (stat.isDirectory()) return { kind: "directory", identity };
  if (stat.isFIFO()) return { kind: "fifo", identity };
  if (stat.isSocket()) return { kind: "socket", identity };
  if (stat.isCharacterDevice() && stat.rdev === NULL_DEVICE) return { kind: "null", identity };
  if (target.startsWith("/dev/pts/")) return { kind: "pty", identity };
  return { kind: "device", identity };
}
