import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { groupNames, removeOnceEmpty } from "./cgroups.ts";
import { endedAfter } from "./ended-after.ts";
import { hasGone } from "./gone.ts";
import { helperEnvironment } from "./helper-process.ts";
import { endLabelled } from "./labelled.ts";
import { type Mount, mountsIn } from "./mounts.ts";
import { mayMount } from "./namespace.ts";
import { isDead } from "./owner.ts";
import { identify, type ProcessIdentity, signalProcess } from "./process.ts";
import { ownerOf, RUN_PREFIX, removeRunDirectory } from "./run-directory.ts";

/**
 * Removes what runs whose process is gone have left: processes first, since they hold mounts; mounts next, since they hold
 * directories; trace instances, control groups and directories last. Nothing of a run that is alive is touched.
 */
export async function cleanUp(): Promise<{ removed: string[]; problems: string[] }> {
  const removed: string[] = [];
  const problems: string[] = [];
  const attempt = async (what: string, act: () => unknown) => {
    try {
      await act();
      removed.push(what);
    } catch (error) {
      if (!hasGone(error)) problems.push(`could not remove ${what}: ${(error as Error).message.trim()}`);
    }
  };
  const dead = deadRunDirectories();
  for (const directory of dead) {
    const killed = new Set<string>();
    const stuck = await endProcessesOf(directory, killed);
    removed.push(...killed);
    for (const mount of mountsIn(directory).reverse())
      await attempt(`mount ${mount.path}`, () => unmount(mount));
    // Who waited for a file system was let go with its mount.
    const left = stuck.length > 0 ? await endProcessesOf(directory, killed) : [];
    problems.push(...left.map((what) => `could not remove ${what}: it survives SIGKILL`));
  }
  for (const instance of await traceInstances(dead))
    await attempt(`trace instance ${instance}`, () => removeInstance(instance));
  for (const group of dead.flatMap((directory) => groupNames(`${basename(directory)}-`)))
    await attempt(`control group ${group}`, () => removeOnceEmpty(group));
  for (const directory of dead) await attempt(`directory ${directory}`, () => removeRunDirectory(directory));
  return { removed, problems };
}

/** Run directories of this user's whose owner has ended for sure; one without an owner.json was killed at its very start. */
function deadRunDirectories(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(RUN_PREFIX))
    .map((name) => join(tmpdir(), name))
    .filter((directory) => {
      const owner = ownerOf(directory);
      return owner !== null && isDead(owner);
    });
}

/** Containers and the suite's own processes carry a path in the run's directory as FD012_LABEL. A command line that names it is anybody's. */
function endProcessesOf(directory: string, killed: Set<string>): Promise<string[]> {
  return endLabelled(
    (label) => label.startsWith(`${directory}/`),
    ({ pid }, name) => killed.add(`process ${pid} (${name})`),
  );
}

// Identified before they are looked at: what is seen is then of the process that the signal goes to.
function processes(): ProcessIdentity[] {
  return readdirSync("/proc")
    .map((entry) => identify(Number(entry)))
    .filter((found) => found !== null && found.pid !== process.pid) as ProcessIdentity[];
}

// Whoever waits for a FUSE server that is gone or stuck is let go first.
function unmount({ path, type, minor }: Mount): void {
  const abort = `/sys/fs/fuse/connections/${minor}/abort`;
  if (type.startsWith("fuse") && existsSync(abort)) writeFileSync(abort, "1");
  run("umount", "-l", path);
}

const INSTANCES = "/sys/kernel/tracing/instances";

/**
 * Instances are named after run directories. One whose directory is gone already is known by following nobody any more: a run
 * that is alive is followed itself, but for the moment in which its instance is made.
 */
async function traceInstances(dead: readonly string[]): Promise<string[]> {
  if (!mayMount() || !existsSync("/sys/kernel/tracing")) return [];
  const names = new Set(dead.map((directory) => basename(directory)));
  const candidates = instancesThatFollowNobody(names);
  if (candidates.every((name) => names.has(name))) return candidates;
  await setTimeout(INSTANCE_MADE);
  const still = instancesThatFollowNobody(names);
  return candidates.filter((name) => still.includes(name));
}

const INSTANCE_MADE = 1_000;

/** And those that are `names`. tracefs is looked at in a mount namespace of its own. */
function instancesThatFollowNobody(names: ReadonlySet<string>): string[] {
  const listing = inTracefs(
    `cd ${INSTANCES}; for i in ${RUN_PREFIX}*; do echo "$i" $(cat "$i/set_event_pid"); done`,
  );
  return listing
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .filter(
      ([name, ...followed]) =>
        names.has(name as string) || (name !== `${RUN_PREFIX}*` && followed.length === 0),
    )
    .map(([name]) => name as string);
}

// Whoever reads from it keeps it busy.
function removeInstance(name: string): void {
  for (const process of processes()) if (reads(process.pid, name)) signalProcess(process, "SIGKILL");
  const instance = `${INSTANCES}/${name}`;
  inTracefs(`rmdir ${instance} || [ ! -d ${instance} ]`); // Its own run may have been quicker.
}

function reads(pid: number, instance: string): boolean {
  try {
    const descriptors = readdirSync(`/proc/${pid}/fd`);
    return descriptors.some((fd) =>
      readlinkSync(`/proc/${pid}/fd/${fd}`).includes(`${INSTANCES}/${instance}/`),
    );
  } catch {
    return false; // It has gone, or is not ours to look at.
  }
}

function inTracefs(command: string): string {
  const script = `[ -d ${INSTANCES} ] || mount -t tracefs tracefs /sys/kernel/tracing; ${command}`;
  return run("unshare", "--mount", "sh", "-c", script);
}

function run(program: string, ...words: string[]): string {
  return execFileSync(program, words, {
    encoding: "utf8",
    env: helperEnvironment,
    stdio: ["ignore", "pipe", "pipe"],
    ...endedAfter("command"),
  });
}
