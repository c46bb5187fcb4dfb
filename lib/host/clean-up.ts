import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { groupNames, removeGroups } from "./cgroups.ts";
import { deadline } from "./deadlines.ts";
import { hasGone } from "./gone.ts";
import { helperEnvironment } from "./helper-process.ts";
import { type Mount, mountsIn } from "./mounts.ts";
import { isDead } from "./owner.ts";
import { everyProcess, initialVariable, type ProcessIdentity, signalProcess } from "./process.ts";
import { ownerOf, RUN_PREFIX, removeRunDirectory } from "./run-directory.ts";
import { deadInstances, removeInstance } from "./trace-instances.ts";

/**
 * Removes what runs whose process is gone have left: processes first, since they hold mounts; mounts next, since they hold
 * directories; trace instances, control groups and directories last. Nothing of a run that is alive is touched.
 * @param prefix with which names of their directories begin: the suite's own tests leave others
 */
export async function cleanUp(prefix = RUN_PREFIX): Promise<{ removed: string[]; problems: string[] }> {
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
  const dead = deadDirectories(prefix);
  for (const directory of dead) {
    for (const [process, name] of processesOf(directory))
      await attempt(`process ${process.pid} (${name})`, () => signalProcess(process, "SIGKILL"));
    for (const mount of mountsIn(directory).reverse())
      await attempt(`mount ${mount.path}`, () => unmount(mount));
  }
  for (const instance of deadInstances())
    await attempt(`trace instance ${instance}`, () => removeInstance(instance));
  for (const group of dead.flatMap((directory) => groupNames(`${basename(directory)}-`)))
    await attempt(`control group ${group}`, () => removeOnceEmpty(group));
  for (const directory of dead) await attempt(`directory ${directory}`, () => removeRunDirectory(directory));
  return { removed, problems };
}

/** Those of this user's whose owner has ended for sure; of one without an owner.json the owner was killed at its very start. */
function deadDirectories(prefix: string): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .filter((directory) => {
      const owner = ownerOf(directory);
      return owner !== null && isDead(owner);
    });
}

/** Containers and the suite's own processes carry a path in the run's directory as FD012_LABEL. A command line that names it is anybody's. */
function processesOf(directory: string): [ProcessIdentity, string][] {
  return everyProcess()
    .filter(({ pid }) => initialVariable(pid, "FD012_LABEL")?.startsWith(`${directory}/`))
    .map((process) => [process, readIfMay(`/proc/${process.pid}/comm`).trim()]);
}

/** A process that was killed above leaves its groups when the kernel is done with it. Version 1 tells nobody, so it is asked. */
async function removeOnceEmpty(group: string): Promise<void> {
  const until = performance.now() + deadline("empty control groups");
  for (let left = removeGroups(group); left.length > 0; left = removeGroups(group)) {
    if (performance.now() > until) throw new Error(`${left[0]} still has processes`);
    await setTimeout(10);
  }
}

// Whoever waits for a FUSE server that is gone or stuck is let go first.
function unmount({ path, type, minor }: Mount): void {
  const abort = `/sys/fs/fuse/connections/${minor}/abort`;
  if (type.startsWith("fuse") && existsSync(abort)) writeFileSync(abort, "1");
  run("umount", "-l", path);
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
