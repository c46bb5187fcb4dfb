import { chmodSync, lstatSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { helperEnvironment } from "./helper-process.ts";
import { type Owner, ownerIn, thisOwner } from "./owner.ts";
import { removeTree } from "./remove-tree.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";

export { isAlive, startTime } from "./process.ts";

/** Every temporary file of a run stands below one directory with this prefix, which tells whose it is. */
export const RUN_PREFIX = "fd012-";

/** And so does the name of one that its run has not finished, which goes on with its owner. */
const UNFINISHED = `${RUN_PREFIX}new-`;
/** Characters by which makeTemporaryDirectory ends a name. */
const RANDOM = 6;

/** From now on what the suite starts for itself carries a label of this directory too, by which `fd012 clean` knows it. */
export function makeRunDirectory(): string {
  const owner = thisOwner();
  // Under its name it is whole; before, the name itself tells whose it is, should this process be killed now.
  const unfinished = makeTemporaryDirectory(tmpdir(), unfinishedPrefix(owner));
  const directory = join(tmpdir(), RUN_PREFIX + unfinished.slice(-RANDOM));
  try {
    chmodSync(unfinished, 0o711); // Other users' PID 1 must be able to walk through it, not list it.
    writeFileSync(join(unfinished, "owner.json"), JSON.stringify(owner), { flag: "wx" });
    renameSync(unfinished, directory);
  } catch (error) {
    removeTree(unfinished);
    throw error;
  }
  helperEnvironment.FD012_LABEL = labelOf(directory);
  return directory;
}

/** @throws Error where something is mounted in it */
export function removeRunDirectory(directory: string): void {
  removeTree(directory);
  if (helperEnvironment.FD012_LABEL === labelOf(directory)) delete helperEnvironment.FD012_LABEL;
}

/** Null where nothing tells it, and where it is another user's directory, or a link. */
export function ownerOf(directory: string): Owner | null {
  try {
    if (!isOurs(directory)) return null;
    return unfinishedOwner(directory) ?? ownerIn(readFileSync(join(directory, "owner.json"), "utf8"));
  } catch {
    return null;
  }
}

function unfinishedPrefix({ pid, startTime, boot, pidNamespace }: Owner): string {
  return `${UNFINISHED}${[pid, startTime, boot, /\d+/.exec(pidNamespace)].join(".")}-`;
}

function unfinishedOwner(directory: string): Owner | null {
  const name = basename(directory);
  const [pid, startTime = "", boot = "", namespace] = name.slice(UNFINISHED.length, -RANDOM - 1).split(".");
  if (!name.startsWith(UNFINISHED)) return null;
  return {
    pid: Number(pid),
    startTime,
    boot,
    pidNamespace: `pid:[${namespace}]`,
    user: process.geteuid?.() ?? 0,
  };
}

// Who else may write there may have written anything.
function isOurs(directory: string): boolean {
  const stat = lstatSync(directory);
  return stat.isDirectory() && stat.uid === process.geteuid?.() && (stat.mode & 0o022) === 0;
}

function labelOf(directory: string): string {
  return `${directory}/suite`;
}
