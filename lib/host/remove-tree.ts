import { closeSync, constants, fstatSync, openSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { basename, dirname } from "node:path";
import { mountsIn } from "./mounts.ts";

const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;

/**
 * Removes a directory and everything in it, if it is there, even while somebody else replaces entries by links. Each directory is held by a descriptor
 * and names are looked up in that alone, so no link is followed; rmSync walks by paths, and follows a link that is planted in time.
 * @param path in a directory that only the suite can write
 * @throws Error where something is mounted in it: to remove that is not to clean up
 */
export function removeTree(path: string): void {
  const [mount] = mountsIn(path);
  if (mount) throw new Error(`${mount.path} is still mounted`);
  try {
    inDirectory(dirname(path), (parent, device) => remove(parent, Buffer.from(basename(path)), device));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function remove(parent: string, name: Buffer, device: number): void {
  const path = Buffer.concat([Buffer.from(`${parent}/`), name]);
  if (unlinked(path)) return;
  inDirectory(path, (directory, own) => {
    if (own !== device) throw new Error(`something is mounted on ${name}`);
    for (const child of readdirSync(directory, { encoding: "buffer" })) remove(directory, child, device);
  });
  rmdirSync(path);
}

/** False where it is a directory. */
function unlinked(path: Buffer): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EISDIR") throw error;
    return false;
  }
}

function inDirectory(path: string | Buffer, act: (directory: string, device: number) => void): void {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    act(`/proc/self/fd/${fd}`, fstatSync(fd).dev);
  } finally {
    closeSync(fd);
  }
}
