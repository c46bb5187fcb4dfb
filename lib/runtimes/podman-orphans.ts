import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { hierarchies, removeGroups } from "../host/cgroups.ts";

const EMPTY_DEADLINE = 2_000;
const PAUSE = 10;

/**
 * What podman does not know of when it removes a container whose start was cut short, or whose conmon was killed: a conmon that is stuck in
 * its log or waits for the word of a podman that is gone, the OCI runtime's process that was to become PID 1, their control groups.
 * @param id the container's whole id
 */
export async function endOrphans(id: string): Promise<void> {
  if (!/^[0-9a-f]{64}$/.test(id)) return; // It was never told: then podman has started nothing.
  for (const pid of [...conmonsOf(id), ...processesIn(groupOf(id))]) kill(pid);
  await removeOnceEmpty(groupOf(id));
}

/** By their command line: `conmon … -c ID …`. */
function conmonsOf(id: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && textOf(`/proc/${name}/comm`).trim() === "conmon")
    .filter((name) => textOf(`/proc/${name}/cmdline`).includes(`\0-c\0${id}\0`))
    .map(Number);
}

// As podman names it without systemd, which removes groups itself.
function groupOf(id: string): string {
  return `libpod_parent/libpod-${id}`;
}

function processesIn(group: string): number[] {
  const listings = hierarchies().map(({ mount }) => textOf(join(mount, group, "cgroup.procs")));
  return [...new Set(listings.flatMap((listing) => listing.split("\n").filter(Boolean).map(Number)))];
}

// A process that was killed leaves its groups when the kernel is done with it; version 1 tells nobody, so it is asked.
async function removeOnceEmpty(group: string): Promise<void> {
  const deadline = performance.now() + EMPTY_DEADLINE;
  while (removeGroups(group).length > 0 && performance.now() < deadline) await setTimeout(PAUSE);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has gone by itself.
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // It has gone.
  }
}
