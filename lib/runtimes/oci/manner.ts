import type { Place } from "../runtime.ts";

/** How one kind of OCI runtime is driven where it differs from the others. */
export interface Manner {
  /** Options before the command. */
  readonly options: readonly string[];
  readonly places: readonly Place[];
  /** Whether it has the option --preserve-fds, as runc has had it first. */
  readonly preservesFds: boolean;
  /** Whether it documents that `run` hands on to PID 1 the signals that it gets. */
  readonly forwards: boolean;
  /** What it changes of what its fds 0–2 are, as a sentence begins with it; absent where it leaves the machine's own devices as they are. */
  readonly changes?: string;
  /** Why the host's kernel knows nothing of PID 1; absent where it does. */
  readonly opaque?: string;
}

const plain: Manner = {
  options: [],
  places: ["pid1", "host-pid-namespace"],
  preservesFds: true,
  forwards: true,
};

const manners: Record<string, Manner> = {
  runsc: {
    // No case needs a network or limits, and gVisor's want more of a machine than every machine gives.
    options: ["--network=none", "--ignore-cgroups"],
    places: ["pid1"],
    preservesFds: false,
    forwards: false,
    changes: "runsc changes the owner",
    opaque: "PID 1 lives in gVisor's own kernel; the host's knows its sandbox only",
  },
};

/** @param kind the runtime's own name, as its --version prints it */
export function mannerOf(kind: string): Manner {
  return manners[kind] ?? plain;
}
