import { basename, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { findByName } from "../nearest-name.ts";
import type { RuntimeFamily, RuntimeParts, RuntimeRequest } from "./family.ts";
import type { Runtime } from "./runtime.ts";
import { families } from "./table.ts";

/**
 * Reads what `--runtime` says: `[NAME=]BASE[@LOG][+OCI]`, where OCI may be a path, `[NAME=]./PATH` of an OCI runtime, or
 * `[NAME=]BASE=SOCKET` of a kind that takes one: nothing else can be called by its base.
 * @param known kinds of runtimes
 * @throws UsageError `UNKNOWN_NAME`, `RUNTIME_SPEC`
 */
export function runtimeOf(spec: string, parts: RuntimeParts = {}, known = families): Runtime {
  const { request, family } = parse(spec, known);
  checkName(request.name);
  checkLog(request, family);
  if (request.variant !== null && family.variants === null) {
    throw new UsageError(
      "RUNTIME_SPEC",
      `${request.base} takes no "+${request.variant}"; say --runtime ${request.base}.`,
    );
  }
  return family.open(request, parts);
}

/** The runtimes that a run without `--runtime` looks for. */
export function knownRuntimes(parts: RuntimeParts = {}, known = families): Runtime[] {
  return known.flatMap((family) => family.names.map((name) => runtimeOf(name, parts, known)));
}

function parse(
  spec: string,
  known: readonly RuntimeFamily[],
): { request: RuntimeRequest; family: RuntimeFamily } {
  const rows = known.flatMap((family) => family.names.map((name) => ({ name, family })));
  const ofSocket = socketIn(spec, rows);
  if (ofSocket) return ofSocket;
  const named = /^([\w.-]+)=(.+)$/.exec(spec);
  const [name, rest] = named ? [named[1] as string, named[2] as string] : [null, spec];
  const engine = /^([^/+@]+)(?:@([^/+@]+))?(?:\+(.+))?$/.exec(rest);
  if (rest.includes("/") && !engine) {
    const family = findByName("runtime", OCI, rows).family;
    // A path may have a plus in it; only what is a mode is taken for one.
    const [, base, variant = null] = /^(.*?)(?:\+(detached))?$/s.exec(rest) as unknown as [
      string,
      string,
      string?,
    ];
    return { request: { name: name ?? basename(rest), base, variant, log: null }, family };
  }
  const [, base = rest, log = null, variant = null] = engine ?? [];
  const driver = log === null ? "" : `@${log}`;
  const oci = variant === null ? "" : `+${basename(variant)}`;
  return {
    request: { name: name ?? `${base}${driver}${oci}`, base, variant, log },
    family: findByName("runtime", base, rows).family,
  };
}

/** Null where nothing of the kind is said. */
function socketIn(
  spec: string,
  rows: readonly { name: string; family: RuntimeFamily }[],
): { request: RuntimeRequest; family: RuntimeFamily } | null {
  const [, name, base, said = ""] = /^(?:([\w.-]+)=)?([\w-]+)=(.*)$/s.exec(spec) ?? [];
  const family = rows.find((row) => row.name === base)?.family;
  if (!base || !family?.takesSocket) return null;
  const path = said.replace(/^unix:\/\//, "");
  if (!path.includes("/"))
    throw new UsageError("RUNTIME_SPEC", `Behind ${base}= stands the path of a socket, not "${path}".`);
  const socket = resolve(path);
  const request = { name: name ?? `${base}=${basename(path)}`, base, variant: null, log: null, socket };
  return { request, family };
}

const LONGEST_NAME = 100;

// It stands in ids, reports and scripts: a line break would end a comment there.
function checkName(name: string): void {
  const isOdd = name.length > LONGEST_NAME || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name) || /^\.*$/.test(name);
  if (!isOdd) return;
  throw new UsageError(
    "RUNTIME_SPEC",
    `A runtime cannot be called "${name.slice(0, LONGEST_NAME)}" in a report; give it a name of ${LONGEST_NAME} characters at most: --runtime NAME=PATH.`,
  );
}

function checkLog({ base, log }: RuntimeRequest, { logs }: RuntimeFamily): void {
  if (log === null || logs?.names.includes(log)) return;
  const sentence = logs
    ? `${base} has no log driver "${log}" here, only ${logs.names.join(", ")}; ${logs.others}.`
    : `${base} takes no "@${log}"; say --runtime ${base}.`;
  throw new UsageError("RUNTIME_SPEC", sentence);
}

const OCI = "runc"; // A path is taken for an OCI runtime's.
