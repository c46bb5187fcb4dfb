import type { Detection } from "../detection.ts";
import { findProgram } from "../host/programs.ts";
import { demandCpio } from "./initramfs.ts";
import { qemuProgram } from "./qemu.ts";

/** Whether a virtual machine can be made here, as far as its programs tell: no kernel is fetched for that, and nothing turned on. */
export function detectVm(): Detection {
  try {
    demandCpio();
    const path = findProgram(qemuProgram()) as string;
    const hasNfs = findProgram("rpc.nfsd") && findProgram("rpcbind");
    const note = hasNfs ? {} : { note: "without NFS: apt-get install nfs-kernel-server rpcbind" };
    return { found: true, version: "QEMU", path, ...note };
  } catch (error) {
    const [reason = "", remedy = ""] = (error as Error).message.split(/: (?=apt-get)/);
    return { found: false, reason, remedy: remedy.replace(/\.$/, "") || "run it on x86-64 or arm64" };
  }
}
