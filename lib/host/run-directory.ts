import { chmodSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { helperEnvironment } from "./helper-process.ts";
import { type Owner, ownerIn, thisOwner } from "./owner.ts";
import { removeTree } from "./remove-tree.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";

export { isAlive, startTime } from "./process.ts";

/** Every temporary file of a run stands below one directory with this prefix, which tells whose it is. */
export const RUN_PREFIX = "fd012-";

/** From now on what the suite starts for itself carries a label of this directory too, by which `fd012 clean` knows it. */
export function makeRunDirectory(): string {
  const directory = makeTemporaryDirectory(tmpdir(), RUN_PREFIX);
  try {
    chmodSync(directory, 0o711); // Other users' PID 1 must be able to walk through it, not list it.
    writeFileSync(join(directory, "owner.json"), JSON.stringify(thisOwner()), { flag: "wx" });
  } catch (error) {
    removeTree(directory);
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

/** Null where the file is not there or not whole: the run was killed while it began. Null too where it is another user's directory, or a link. */
export function ownerOf(directory: string): Owner | null {
  try {
    return isOurs(directory) ? ownerIn(readFileSync(join(directory, "owner.json"), "utf8")) : null;
  } catch {
    return null;
  }
}

// Who else may write there may have written anything.
function isOurs(directory: string): boolean {
  const stat = lstatSync(directory);
  return stat.isDirectory() && stat.uid === process.geteuid?.() && (stat.mode & 0o022) === 0;
}

function labelOf(directory: string): string {
  return `${directory}/suite`;
}
