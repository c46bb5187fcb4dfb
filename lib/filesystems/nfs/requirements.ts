import { readFileSync } from "node:fs";
import { release } from "node:os";
import type { Missing } from "../../detection.ts";
import { mayMount } from "../../host/namespace.ts";
import { findProgram } from "../../host/programs.ts";
import { isKnown } from "../kernel-support.ts";

const PROGRAMS = ["rpc.nfsd", "rpc.mountd", "exportfs", "rpcbind", "mount.nfs", "ip"];

/** What the kernel calls its parts, and what they are. */
const PARTS = { nfs: "NFS client", nfs4: "NFSv4 client", nfsd: "NFS server" };

/** Why the kernel's NFS cannot be used here; null where it can. Loads no module: that would change the machine. */
export function missingForNfs(): Missing | null {
  const absentPart = Object.entries(PARTS).find(([name]) => !isKnown(name))?.[1];
  if (absentPart !== undefined) {
    const said = modulesRefused();
    if (said !== null)
      return missing(
        `the kernel of this virtual machine has no ${absentPart} (${release()})${said}`,
        "name another kernel: fd012 run --vm 6.12",
      );
    return missing(
      `this kernel has no ${absentPart} (${release()})`,
      "run it in a virtual machine: fd012 run --vm; or, where the kernel has them as modules: modprobe nfs nfsd",
    );
  }
  if (!mayMount()) return missing("NFS needs root (CAP_SYS_ADMIN)", "run as root");
  const absent = PROGRAMS.find((name) => !findProgram(name));
  return absent
    ? missing(`there is no ${absent}`, "apt-get install nfs-kernel-server rpcbind iproute2")
    : null;
}

/** In a virtual machine of fd012's, what its init was told when it loaded modules; null elsewhere. */
function modulesRefused(): string | null {
  try {
    const said = readFileSync("/guest/insmod", "utf8").trim().split("\n").at(-1);
    return said ? `: ${said}` : "";
  } catch {
    return null;
  }
}

export function nfsVersion(): string {
  return `NFS of Linux ${release()}`;
}

function missing(reason: string, remedy: string): Missing {
  return { found: false, reason, remedy };
}
