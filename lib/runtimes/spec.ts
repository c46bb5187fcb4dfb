import { basename } from "node:path";
import { UsageError } from "../errors.ts";
import { findByName } from "../nearest-name.ts";
import type { Runtime } from "./runtime.ts";
import { families } from "./table.ts";

/** What `--runtime` asks for: `[NAME=]BASE[+OCI]`, where OCI may be a path, or `[NAME=]./PATH`. */
export interface RuntimeRequest {
  /** How the run calls it; unique in a run. */
  readonly name: string;
  /** `runc`, `podman`, `unshare` …, or the path of an OCI runtime. */
  readonly base: string;
  /** The OCI runtime that an engine is to use, or a mode of the runtime; null where nothing was said. */
  readonly variant: string | null;
}

/** A kind of runtime: one file, one line in `table.ts`. */
export interface RuntimeFamily {
  /** Bases that it serves; the first stands for the family. */
  readonly names: readonly string[];
  readonly summary: string;
  /** What a variant means here, for messages; null where there are none. */
  readonly variants: string | null;
  open(request: RuntimeRequest): Runtime;
}

/** @throws UsageError `UNKNOWN_NAME`, `RUNTIME_SPEC` */
export function runtimeOf(spec: string): Runtime {
  const { request, family } = parse(spec);
  if (request.variant !== null && family.variants === null) {
    throw new UsageError(
      "RUNTIME_SPEC",
      `${request.base} takes no "+${request.variant}"; say --runtime ${request.base}.`,
    );
  }
  return family.open(request);
}

/** The runtimes that a run without `--runtime` looks for. */
export function knownRuntimes(): Runtime[] {
  return families.flatMap((family) => family.names.map((name) => runtimeOf(name)));
}

function parse(spec: string): { request: RuntimeRequest; family: RuntimeFamily } {
  const named = /^([\w.-]+)=(.+)$/.exec(spec);
  const [name, rest] = named ? [named[1] as string, named[2] as string] : [null, spec];
  const engine = /^([^/+]+)\+(.+)$/.exec(rest);
  if (rest.includes("/") && !engine) {
    const family = findByName("runtime", OCI, familyRows()).family;
    // A path may have a plus in it; only what is a mode is taken for one.
    const [, base, variant = null] = /^(.*?)(?:\+(detached))?$/s.exec(rest) as unknown as [
      string,
      string,
      string?,
    ];
    return { request: { name: name ?? basename(rest), base, variant }, family };
  }
  const [base, variant] = engine ? [engine[1] as string, engine[2] as string] : [rest, null];
  const called = variant === null ? base : `${base}+${basename(variant)}`;
  return {
    request: { name: name ?? called, base, variant },
    family: findByName("runtime", base, familyRows()).family,
  };
}

const OCI = "runc"; // A path is taken for an OCI runtime's.

function familyRows(): { name: string; family: RuntimeFamily }[] {
  return families.flatMap((family) => family.names.map((name) => ({ name, family })));
}
