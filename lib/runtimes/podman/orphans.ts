import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { hierarchies, removeGroups } from "../../host/cgroups.ts";
import { deadline } from "../../host/deadlines.ts";
import { nameOf, textOf } from "../../host/proc.ts";
import { identify, type ProcessIdentity, signalProcess } from "../../host/process.ts";

const PAUSE = 10;

/**
 * What podman does not know of when it removes a container whose start was cut short, or whose conmon was killed: a conmon that is stuck in
 * its log or waits for the word of a podman that is gone, the OCI runtime's process that was to become PID 1, their control groups.
 * @param id the container's whole id
 */
export async function endOrphans(id: string): Promise<void> {
  if (!/^[0-9a-f]{64}$/.test(id)) return; // It was never told: then podman has started nothing.
  for (const process of conmonsOf(id)) signalProcess(process, "SIGKILL");
  for (const process of processesIn(groupOf(id))) signalProcess(process, "SIGKILL");
  await removeOnceEmpty(groupOf(id));
}

/** By their command line, which is podman's own word: `conmon … -c ID …`. Each is looked at after it was identified. */
function conmonsOf(id: string): ProcessIdentity[] {
  return identified(readdirSync("/proc").map(Number)).filter(
    ({ pid }) => nameOf(pid) === "conmon" && textOf(`/proc/${pid}/cmdline`).includes(`\0-c\0${id}\0`),
  );
}

// As podman names it without systemd, which removes groups itself.
function groupOf(id: string): string {
  return `libpod_parent/libpod-${id}`;
}

function processesIn(group: string): ProcessIdentity[] {
  const listings = hierarchies().map(({ mount }) => textOf(join(mount, group, "cgroup.procs")));
  const pids = new Set(listings.flatMap((listing) => listing.split("\n").filter(Boolean).map(Number)));
  return identified([...pids]).filter(({ pid }) => textOf(`/proc/${pid}/cgroup`).includes(group));
}

function identified(pids: readonly number[]): ProcessIdentity[] {
  return pids.map(identify).filter((process) => process !== null);
}

// A process that was killed leaves its groups when the kernel is done with it; version 1 tells nobody, so it is asked.
async function removeOnceEmpty(group: string): Promise<void> {
  const until = performance.now() + deadline("empty control groups");
  while (removeGroups(group).length > 0 && performance.now() < until) await setTimeout(PAUSE);
}
