import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";

/** What can be taken along: a program. An engine would have to bring its daemon. */
const PROGRAMS = ["runc", "crun", "bwrap", "unshare"];

/** A runtime that a virtual machine has. */
export interface GuestRuntime {
  /** Absolute. */
  readonly program: string;
  /** What `--runtime` has to say inside. */
  readonly spec: string;
}

/**
 * @param spec as `--runtime` takes it
 * @throws UsageError `VM_RUNTIME` where a virtual machine cannot have it
 */
export function guestRuntime(spec: string): GuestRuntime {
  const [, name = "", base = spec, mode = ""] = /^([\w.-]+=)?(.*?)(\+detached)?$/s.exec(spec) ?? [];
  if (base.includes("/")) {
    const program = resolve(base);
    if (existsSync(program)) return { program, spec: name + program + mode };
    throw new UsageError("VM_RUNTIME", `There is no ${program}; name an OCI runtime by its path.`);
  }
  const program = findProgram(base);
  if (PROGRAMS.includes(base) && program) return { program, spec };
  const known = PROGRAMS.includes(base)
    ? "it is not on this machine"
    : "a virtual machine takes no engine along";
  throw new UsageError(
    "VM_RUNTIME",
    `--vm cannot run ${base}: ${known}; use ${PROGRAMS.join(", ")}, or an OCI runtime by its path.`,
  );
}
