import type { Runtime } from "./runtime.ts";

/** What `--runtime` asks for; `spec.ts` has its grammar. */
export interface RuntimeRequest {
  /** How the run calls it; unique in a run. */
  readonly name: string;
  /** `runc`, `podman`, `unshare` …, or the path of an OCI runtime. */
  readonly base: string;
  /** The OCI runtime that an engine is to use, or a mode of the runtime; null where nothing was said. */
  readonly variant: string | null;
  /** The log driver that an engine is to use; null where nothing was said. */
  readonly log: string | null;
  /** Where whoever does it listens, an absolute path; of a family that takes one. */
  readonly socket?: string | null;
}

/** What a user says of the parts of every runtime that has them. */
export interface RuntimeParts {
  /** Path of the conmon that podman is to use. */
  readonly conmon?: string;
  /** Path of the program that stands for an engine's own command, podman or docker, where what it keeps of a container is asked for (EngineSide). */
  readonly client?: string;
}

/** A kind of runtime: one file, one line in `table.ts`. */
export interface RuntimeFamily {
  /** Bases that it serves; the first stands for the family. */
  readonly names: readonly string[];
  readonly summary: string;
  /** What a variant means here, for messages; null where there are none. */
  readonly variants: string | null;
  /** Log drivers that can be named, the usual one first; absent where there are none. */
  readonly logs?: LogDrivers;
  /** Whether BASE=PATH names the socket of one that runs; else that calls an OCI runtime so. */
  readonly takesSocket?: true;
  /** What the versions of engines call the programs of this kind, or those that come with it; absent where they name none. */
  readonly versionParts?: readonly string[];
  open(request: RuntimeRequest, parts?: RuntimeParts): Runtime;
}

export interface LogDrivers {
  readonly names: readonly string[];
  /** How the engine's other drivers are reached, or why they are not, for messages. */
  readonly others: string;
}
