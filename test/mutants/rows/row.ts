import type { HarmName } from "../../../lib/results/schema.ts";
import type { Runtime } from "../../../lib/runtimes/runtime.ts";

/** A mutant, the claims that it is there for, and what they make of it that they do not make of the honest runtime. */
export interface Row {
  /** Name of a file in the directory above, without its suffix: a runtime with one defect. */
  readonly mutant: string;
  /** Of which runtime it is a mutant, and which is the honest one; crun unless told otherwise. */
  readonly of?:
    | "crun"
    | "crun+detached"
    | "runc"
    | "runc+detached"
    | "bwrap"
    | "podman"
    | "docker"
    | "containerd"
    | "cri";
  /** The mutant is the engine's own command, not its OCI runtime. */
  readonly isClient?: true;
  /** The engine's own command, or `part`, in place of its honest one, where that has the defect too: a file in the directory above, without its suffix. */
  readonly model?: string;
  /** The defect is made around the honest runtime's driver, and there is no file of that name. */
  readonly driver?: (honest: Runtime) => Runtime;
  /** The honest runtime, where the one of this machine has the defect itself. */
  readonly mended?: (runtime: Runtime) => Runtime;
  /** It is a mutant of this part of the runtime named in `of`, not of its OCI runtime. */
  readonly part?: "conmon";
  /** Patterns, as on the command line. */
  readonly claims: readonly string[];
  readonly strategy: string;
  /** `local` unless told otherwise. stalefs stands in for NFS, which is not on every machine, and `stalefs+soft` for a soft mount of it. */
  readonly filesystem?: "local" | "stalefs" | "stalefs+soft" | "tmpfs" | "ext4" | "quota";
  /** It does not come to an end by itself: then its time is short. */
  readonly hangs?: true;
  readonly seen: Seen;
}

/** What is seen of the mutant, and not of the honest runtime. */
export type Seen =
  /** The case is broken by exactly these of the claim's own assertions. */
  | { readonly own: readonly (string | RegExp)[]; readonly words?: RegExp }
  /** It is broken by what is checked of every case, which is what the mutant is there for. `words` is what was seen. */
  | { readonly check: string; readonly words: RegExp }
  | { readonly harm: HarmName }
  /** A comparison tells another outcome, which alone says what the claim is about. */
  | { readonly outcome: RegExp };

/** What is checked of every case, by its name. */
export const WIRED = "fds 0–2 are wired as the strategy says";
export const PLACED = "the workload is where the case says";
export const REPORTED = "the runtime reports how PID 1 ended";
export const STARTED = "the container starts, and PID 1 comes to the point where the fault is made";
export const ENDED = "PID 1 ends, and the runtime after it";
