import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Missing } from "../../detection.ts";
import { groupNames } from "../../host/cgroups.ts";

const TOP = "/sys/fs/cgroup";

/**
 * crun takes v1 and v2, but of a hybrid machine only the v1 half, and gives up where v2 still has controllers to give
 * ("cgroups in hybrid mode not supported, drop all controllers from cgroupv2"). It checks by these very files.
 */
export function crunRefusal(): Missing | null {
  const free = controllersLeftToV2();
  if (free.length === 0) return null;
  const cures = free.map(
    (name) => `mkdir -p ${TOP}/${name} && mount -t cgroup -o ${name} cgroup ${TOP}/${name}`,
  );
  return {
    found: false,
    reason: `crun refuses this machine's hybrid cgroups while cgroup v2 still has the controller ${free.join(", ")}`,
    remedy: cures.join(" && "),
  };
}

function controllersLeftToV2(): string[] {
  try {
    return readFileSync(join(TOP, "unified/cgroup.controllers"), "utf8").split(/\s+/).filter(Boolean);
  } catch {
    return []; // No hybrid.
  }
}

/** The name of a container's cgroup in every hierarchy: one level, so that no parent is left when it goes. */
export function cgroupsPath(id: string): string {
  return `/${id}`;
}

/** cgroups that are still there under a container's name. */
export function cgroupsOf(id: string): string[] {
  return groupNames(id).includes(id) ? [id] : [];
}
