import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Missing } from "../../detection.ts";
import { type Behalf, giveTo } from "../../host/account.ts";
import { isRootless, type MountNamespace } from "../../host/namespace.ts";
import { type PodmanSeat, rootsPodman } from "../../host/podman.ts";

/** Storage drivers in the order in which they are tried: the kernel has had overlay for users since 5.13, not on every file system. */
export const storageDrivers = ["overlay", "vfs"] as const;
export type StorageDriver = (typeof storageDrivers)[number];

/**
 * The podman of whoever drives runtimes there. A user's has its storage, state and directories in the run's own, so that what the user has of podman's
 * is never touched, and one pause process a run, whose mounts are those of the run: its directory is shared (stage.ts).
 */
export function podmanIn({ as }: Pick<MountNamespace, "as">, driver: StorageDriver): PodmanSeat {
  if (!as) return rootsPodman;
  const at = (...names: readonly string[]) => join(as.home, ...names);
  return {
    driven: as.become,
    command: [
      ...["env", `--chdir=${as.home}`, `HOME=${as.home}`, `XDG_RUNTIME_DIR=${at("run")}`],
      ...[`XDG_CONFIG_HOME=${at("config")}`, `XDG_DATA_HOME=${at("data")}`, "podman"],
      ...["--root", at(driver), "--runroot", at(`r-${driver}`), "--tmpdir", at("run", "tmp")],
      ...["--storage-driver", driver, "--cgroup-manager", "cgroupfs", "--events-backend", "none"],
    ],
  };
}

/** What a user's podman wants to find. */
export function makeHome(as: Behalf): void {
  for (const name of ["", "run"]) {
    const path = join(as.home, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    giveTo(as, path);
  }
}

/** Why no podman can be driven there; null where it can, or where podman itself tells. */
export function whyNotRootless(namespace: MountNamespace): Missing | null {
  const { as } = namespace;
  if (as && !as.subordinate)
    return {
      found: false,
      reason: `podman needs subordinate ids of ${as.name}: lines in /etc/subuid and /etc/subgid, and newuidmap`,
      remedy: `apt-get install uidmap && usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${as.name}`,
    };
  if (as || !isRootless(namespace)) return null;
  return {
    found: false,
    reason: "podman without root does not see the suite's mounts",
    remedy: "run as root, with --as USER where it is to be rootless",
  };
}
