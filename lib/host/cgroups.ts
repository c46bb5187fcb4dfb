import { type Dirent, readdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { deadline } from "./deadlines.ts";

const PAUSE = 10;

/** A mounted hierarchy of control groups and where this process stands in it. */
export interface Hierarchy {
  readonly mount: string;
  /** `memory`, `cpu,cpuacct`, `name=systemd`; empty for version 2. */
  readonly controllers: string;
  /** Directory of this process's own group. */
  readonly own: string;
}

/** All that are mounted here: one with version 2 alone, many with version 1 (cgroups(7)). */
export function hierarchies(): Hierarchy[] {
  const own = ownPaths(readFileSync("/proc/self/cgroup", "utf8"));
  return mountsOf(readFileSync("/proc/self/mountinfo", "utf8")).flatMap(({ root, mount, options }) => {
    const controllers = [...own.keys()].find((names) => sameControllers(names, options));
    if (controllers === undefined) return [];
    const path = own.get(controllers) as string;
    const inside = path.startsWith(root === "/" ? "/" : `${root}/`) ? path.slice(root.length) : "/";
    return [{ mount, controllers, own: join(mount, inside) }];
  });
}

/**
 * Removes the groups of that name, and all below, at the top of every hierarchy and beside this process. A group goes when the last
 * process in it has gone; one that is still busy is left.
 * @returns those that are left
 */
export function removeGroups(name: string): string[] {
  const places = new Set(hierarchies().flatMap(({ mount, own }) => [join(mount, name), join(own, name)]));
  return [...places].flatMap(removeTree);
}

/** The same, once the kernel is done with those that were killed in them. Version 1 tells nobody, so it is asked. @throws Error where one stays */
export async function removeOnceEmpty(name: string): Promise<void> {
  const until = performance.now() + deadline("empty control groups");
  for (let left = removeGroups(name); left.length > 0; left = removeGroups(name)) {
    if (performance.now() > until) throw new Error(`the control group ${left[0]} still has processes`);
    await setTimeout(PAUSE);
  }
}

/** Names of the groups at those places that begin so. */
export function groupNames(prefix: string): string[] {
  const places = new Set(hierarchies().flatMap(({ mount, own }) => [mount, own]));
  const names = [...places].flatMap((place) => readdirSync(place)).filter((name) => name.startsWith(prefix));
  return [...new Set(names)];
}

// Their files cannot be removed and need not be: rmdir(2) of the directory is what ends a group.
function removeTree(directory: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return []; // There is none.
  }
  const left = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => removeTree(join(directory, name)));
  try {
    rmdirSync(directory);
    return left;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? left : [...left, directory];
  }
}

/** Lines `ID:CONTROLLERS:PATH` of /proc/self/cgroup. */
function ownPaths(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/^\d+:([^:]*):(.*)$/gm)].map(([, names, path]) => [names as string, path as string]),
  );
}

interface CgroupMount {
  readonly root: string;
  readonly mount: string;
  /** Options of the file system, which name the controllers; null for version 2. */
  readonly options: string[] | null;
}

function mountsOf(mountinfo: string): CgroupMount[] {
  return mountinfo.split("\n").flatMap((line) => {
    const fields = line.split(" ");
    const [type, , options = ""] = fields.slice(fields.indexOf("-") + 1);
    if (type !== "cgroup" && type !== "cgroup2") return [];
    const [root, mount] = fields.slice(3, 5) as [string, string];
    return [{ root, mount, options: type === "cgroup" ? options.split(",") : null }];
  });
}

function sameControllers(names: string, options: string[] | null): boolean {
  if (options === null) return names === "";
  return names !== "" && names.split(",").every((name) => options.includes(name));
}
