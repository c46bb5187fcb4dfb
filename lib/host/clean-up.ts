import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { groupNames, removeGroups } from "./cgroups.ts";
import { hasGone } from "./gone.ts";
import { helperEnvironment } from "./helper-process.ts";
import { mayMount } from "./namespace.ts";
import { isAlive, ownerOf, RUN_PREFIX, removeRunDirectory } from "./run-directory.ts";

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
    for (const [pid, name] of processesOf(directory))
      await attempt(`process ${pid} (${name})`, () => process.kill(pid, "SIGKILL"));
    for (const mount of mountsBelow(directory).reverse())
      await attempt(`mount ${mount.path}`, () => unmount(mount));
  }
  for (const instance of traceInstances(dead))
    await attempt(`trace instance ${instance}`, () => removeInstance(instance));
  for (const group of dead.flatMap((directory) => groupNames(`${basename(directory)}-`)))
    await attempt(`control group ${group}`, () => removeOnceEmpty(group));
  for (const directory of dead) await attempt(`directory ${directory}`, () => removeRunDirectory(directory));
  return { removed, problems };
}

/** Run directories whose owner is gone; one without an owner.json was killed at its very start. */
function deadRunDirectories(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(RUN_PREFIX))
    .map((name) => join(tmpdir(), name))
    .filter((directory) => {
      const owner = ownerOf(directory);
      return owner !== null && !isAlive(owner);
    });
}

/** Containers carry the run's directory in FD012_LABEL, the suite's own processes in their command line. */
function processesOf(directory: string): [number, string][] {
  const found: [number, string][] = [];
  for (const pid of processIds()) {
    const marks = ["environ", "cmdline"].map((file) => readIfMay(`/proc/${pid}/${file}`)).join("\0");
    if (marks.includes(`${directory}/`)) found.push([pid, readIfMay(`/proc/${pid}/comm`).trim()]);
  }
  return found;
}

function processIds(): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

const EMPTY_DEADLINE = 2_000;

/** A process that was killed above leaves its groups when the kernel is done with it. Version 1 tells nobody, so it is asked. */
async function removeOnceEmpty(group: string): Promise<void> {
  const deadline = performance.now() + EMPTY_DEADLINE;
  for (let left = removeGroups(group); left.length > 0; left = removeGroups(group)) {
    if (performance.now() > deadline) throw new Error(`${left[0]} still has processes`);
    await setTimeout(10);
  }
}

interface Mount {
  readonly path: string;
  readonly type: string;
  /** Minor number of the device: for FUSE, the number of its connection. */
  readonly minor: string;
}

/** Fields of /proc/PID/mountinfo as proc(5) lists them. */
function mountsBelow(directory: string): Mount[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter((fields) => fields[4]?.startsWith(`${directory}/`))
    .map((fields) => ({
      path: fields[4] as string,
      type: fields[fields.indexOf("-") + 1] ?? "",
      minor: fields[2]?.split(":")[1] ?? "",
    }));
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
 * that is alive is followed itself. tracefs is looked at in a mount namespace of its own.
 */
function traceInstances(dead: readonly string[]): string[] {
  if (!mayMount() || !existsSync("/sys/kernel/tracing")) return [];
  const names = new Set(dead.map((directory) => basename(directory)));
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
  for (const pid of processIds()) if (reads(pid, name)) process.kill(pid, "SIGKILL");
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
  });
}

function readIfMay(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
