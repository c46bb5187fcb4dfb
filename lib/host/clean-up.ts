import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { groupNames, removeOnceEmpty } from "./cgroups.ts";
import { endedAfter } from "./ended-after.ts";
import { hasGone } from "./gone.ts";
import { helperEnvironment } from "./helper-process.ts";
import { endLabelled } from "./labelled.ts";
import { type Mount, mountsIn } from "./mounts.ts";
import { isDead } from "./owner.ts";
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
    const killed = new Set<string>();
    const stuck = await endProcessesOf(directory, killed);
    removed.push(...killed);
    for (const mount of mountsIn(directory).reverse())
      await attempt(`mount ${mount.path}`, () => unmount(mount));
    // Who waited for a file system was let go with its mount.
    const left = stuck.length > 0 ? await endProcessesOf(directory, killed) : [];
    problems.push(...left.map((what) => `could not remove ${what}: it survives SIGKILL`));
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
function endProcessesOf(directory: string, killed: Set<string>): Promise<string[]> {
  return endLabelled(
    (label) => label.startsWith(`${directory}/`),
    ({ pid }, name) => killed.add(`process ${pid} (${name})`),
  );
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
    ...endedAfter("command"),
  });
}
