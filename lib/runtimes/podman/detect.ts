import type { Detection, Missing } from "../../detection.ts";
import type { MountNamespace } from "../../host/namespace.ts";
import { podmanOf } from "../../host/podman.ts";
import { findProgram } from "../../host/programs.ts";
import { crunRefusal } from "../oci/cgroups.ts";
import { makeHome, podmanIn, type StorageDriver, storageDrivers, whyNotRootless } from "./seat.ts";

/** What was found, and of it what decides on what podman can do here. */
export interface FoundPodman {
  readonly detection: Detection;
  /** Null where it cannot be used. */
  readonly info: PodmanInfo | null;
  /** Of a user's own podman. */
  readonly driver: StorageDriver;
}

/** Of `podman info --format json` the few words that are looked at. */
export interface PodmanInfo {
  readonly host: {
    readonly conmon: { readonly path: string; readonly version: string };
    /** Null where it tells podman no version. */
    readonly ociRuntime: { readonly name: string; readonly path: string; readonly version: string } | null;
  };
  readonly store: { readonly graphRoot: string; readonly graphDriverName: string };
  readonly version: { readonly Version: string };
}

/** What podman is to use instead of its own choice; null where that is left to it. */
export interface Parts {
  readonly oci: string | null;
  readonly conmon: string | null;
}

/** Options before the subcommand. */
export function optionsFor({ oci, conmon }: Parts): string[] {
  return [...(oci === null ? [] : ["--runtime", oci]), ...(conmon === null ? [] : ["--conmon", conmon])];
}

/** The OCI runtime's own name, whatever its path: what its version begins with. */
export function kindOf({ host }: PodmanInfo): string {
  return host.ociRuntime?.version.split(" ")[0] ?? "";
}

const INSTALL = "apt-get install podman conmon crun";

/** Asks podman itself, with the parts that it is to use. */
export async function detectPodman(parts: Parts, namespace: MountNamespace): Promise<FoundPodman> {
  const path = findProgram("podman");
  if (!path) return missing("there is no podman on this machine", INSTALL);
  // Without root the log is in a mount namespace of the suite's own, and podman makes another one beside it.
  const refusal = whyNotRootless(namespace);
  if (refusal) return { detection: refusal, info: null, driver: "vfs" };
  try {
    const { info, driver } = await infoOf(parts, namespace);
    if (!info.host.ociRuntime)
      return missing(
        `podman: ${parts.oci ?? "the OCI runtime"} is no OCI runtime that tells its version`,
        ociRemedy(parts),
      );
    const wrong = wrongConmon(parts, info) ?? cgroupsRefusal(info);
    if (wrong) return { detection: wrong, info: null, driver };
    return { detection: { found: true, version: versionsIn(info), path }, info, driver };
  } catch (error) {
    const { message } = error as Error;
    if (/OCI runtime/.test(message)) return missing(`podman: ${message}`, ociRemedy(parts));
    // 50 characters, says podman, since the kernel takes no longer names of sockets.
    if (/runroot is longer/.test(message))
      return missing(`podman: ${message}`, "set TMPDIR to a shorter path");
    return missing(`podman cannot be used: ${message}`, /conmon/.test(message) ? INSTALL : "see podman info");
  }
}

/** The first driver that works is a user's; root's podman has its own. */
async function infoOf(
  parts: Parts,
  namespace: MountNamespace,
): Promise<{ info: PodmanInfo; driver: StorageDriver }> {
  if (namespace.as) makeHome(namespace.as);
  const [first, ...others] = storageDrivers;
  const ask = async (driver: StorageDriver) => {
    const seat = podmanIn(namespace, driver);
    return {
      info: JSON.parse(await podmanOf(seat, ...optionsFor(parts), "info", "--format", "json")),
      driver,
    };
  };
  const asked = ask(first);
  return namespace.as ? asked.catch(() => ask(others[0] as StorageDriver)) : asked;
}

function missing(reason: string, remedy: string): FoundPodman {
  return { detection: { found: false, reason, remedy }, info: null, driver: "vfs" };
}

function ociRemedy({ oci }: Parts): string {
  if (oci === null) return "apt-get install crun";
  return oci.includes("/") ? `put an OCI runtime at ${oci}` : `apt-get install ${oci}, or name its path`;
}

// podman takes its own where the one that it was told of is not there, and says nothing.
function wrongConmon({ conmon }: Parts, { host }: PodmanInfo): Missing | null {
  if (conmon === null || host.conmon.path === conmon) return null;
  return {
    found: false,
    reason: `it is to use the conmon ${conmon}, and podman uses ${host.conmon.path} instead`,
    remedy: "name the path of a conmon that can be executed (--conmon, or FD012_CONMON), or none",
  };
}

function cgroupsRefusal(info: PodmanInfo): Missing | null {
  return kindOf(info) === "crun" ? crunRefusal() : null;
}

/** `4.3.1 (conmon 2.1.6, crun 1.8.1)`. */
function versionsIn({ host: { conmon, ociRuntime }, version: { Version } }: PodmanInfo): string {
  const words = [conmon.version, ociRuntime?.version ?? ""].map((text) => text.split(/[,\n]/)[0] ?? "");
  return `${Version} (${words.map((text) => text.replace(" version ", " ")).join(", ")})`;
}
