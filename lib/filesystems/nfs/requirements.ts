import { readFileSync } from "node:fs";
import { release } from "node:os";
import type { Missing } from "../../detection.ts";
import { mayMount } from "../../host/namespace.ts";
import { findProgram } from "../../host/programs.ts";

const PROGRAMS = ["rpc.nfsd", "rpc.mountd", "exportfs", "rpcbind", "mount.nfs", "ip"];

/** Why the kernel's NFS cannot be used here; null where it can. Loads no module: that would change the machine. */
export function missingForNfs(): Missing | null {
  const client = ["nfs", "nfs4"].filter((name) => !isKnown(name));
  if (client.length > 0 || !isKnown("nfsd")) {
    const what = isKnown("nfs") ? "no NFS server" : "no NFS client";
    return missing(
      `this kernel has ${what} (${release()})`,
      "run it in a virtual machine: fd012 run --vm; or, where the kernel has them as modules: modprobe nfs nfsd",
    );
  }
  if (!mayMount()) return missing("NFS needs root (CAP_SYS_ADMIN)", "run as root");
  const absent = PROGRAMS.find((name) => !findProgram(name));
  return absent
    ? missing(`there is no ${absent}`, "apt-get install nfs-kernel-server rpcbind iproute2")
    : null;
}

export function nfsVersion(): string {
  return `NFS of Linux ${release()}`;
}

/** Whether the running kernel knows a file system, as /proc/filesystems tells it (proc(5)). */
function isKnown(filesystem: string): boolean {
  return new RegExp(`\\t${filesystem}$`, "m").test(readFileSync("/proc/filesystems", "utf8"));
}

function missing(reason: string, remedy: string): Missing {
  return { found: false, reason, remedy };
}
