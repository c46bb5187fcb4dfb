import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";
import type { Machine } from "../results/schema.ts";
import { mayMount } from "./namespace.ts";

/** What of this machine may make a run come out differently elsewhere. @param libc of the image that runs as PID 1 */
export function thisMachine(libc: string): Machine {
  return {
    kernel: release(),
    architecture: process.arch,
    libc,
    node: process.versions.node,
    root: mayMount(),
    cgroup: cgroupLayout(),
  };
}

/** cgroups(7): v2 alone, v1 alone, or v1 with an empty v2 beside it. */
export const CGROUP_LAYOUTS = ["v1", "v2", "hybrid", "none"] as const;

function cgroupLayout(): (typeof CGROUP_LAYOUTS)[number] {
  if (existsSync("/sys/fs/cgroup/cgroup.controllers")) return "v2";
  const mounts = readFileSync("/proc/self/mounts", "utf8");
  const v1 = / cgroup /.test(mounts);
  const v2 = / cgroup2 /.test(mounts);
  return v1 && v2 ? "hybrid" : v1 ? "v1" : v2 ? "v2" : "none";
}
