import type { Detection } from "../detection.ts";
import { findProgram } from "../host/programs.ts";
import { missingPrograms, reasonOf, remedyOf } from "./guest-programs.ts";
import { qemuProgram } from "./qemu.ts";

/** Whether a virtual machine can be made here, as far as its programs tell: no kernel is fetched for that, and nothing turned on. */
export function detectVm(): Detection {
  try {
    const missing = missingPrograms({ nfs: false });
    if (missing.length > 0) return { found: false, reason: reasonOf(missing), remedy: remedyOf(missing) };
    const forNfs = missingPrograms({ nfs: true });
    const note = forNfs.length > 0 ? { note: `without NFS: ${remedyOf(forNfs)}` } : {};
    return { found: true, version: "QEMU", path: findProgram(qemuProgram()) as string, ...note };
  } catch (error) {
    return { found: false, reason: (error as Error).message, remedy: "run it on x86-64 or arm64" };
  }
}
