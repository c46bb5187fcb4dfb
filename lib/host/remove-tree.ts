import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { mountsIn } from "./mounts.ts";

const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;

/**
 * Removes a directory and everything in it, if it is there, even while somebody else replaces entries by links. Names are looked up only in directories
 * that are held by a descriptor, so no link is followed; rmSync walks by paths, and follows a link that is planted in time. Three are held at most,
 * however deep the tree is: what is in a directory's directories is moved up to the top, and is removed there.
 * @param path in a directory that only the suite can write
 * @throws Error where something is mounted in it: to remove that is not to clean up
 */
export function removeTree(path: string): void {
  const [mount] = mountsIn(path);
  if (mount) throw new Error(`${mount.path} is still mounted`);
  try {
    inDirectory(dirname(path), (parent, device) => {
      const top = inside(parent, Buffer.from(basename(path)));
      if (isRemoved(top)) return;
      inDirectory(top, (held, own) => {
        demandSame(top, own, device);
        const names = namesIn(held);
        for (let name = names.pop(); name; name = names.pop()) names.push(...dissolved(held, name, device));
      });
      rmdirSync(top);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Removes an entry of the top. @returns the names under which the directories that were in it are in the top now */
function dissolved(top: string, name: Buffer, device: number): Buffer[] {
  const path = inside(top, name);
  if (isRemoved(path)) return [];
  const moved: Buffer[] = [];
  inDirectory(path, (held, own) => {
    demandSame(path, own, device);
    for (const child of namesIn(held)) {
      if (isRemoved(inside(held, child))) continue;
      const fresh = Buffer.from(randomUUID());
      renameSync(inside(held, child), inside(top, fresh));
      moved.push(fresh);
    }
  });
  rmdirSync(path);
  return moved;
}

function demandSame(path: Buffer, device: number, parents: number): void {
  if (device !== parents) throw new Error(`something is mounted on ${basename(path.toString())}`);
}

/** False where it is a directory that is not empty. */
function isRemoved(path: Buffer): boolean {
  return succeeds(() => unlinkSync(path), "EISDIR") || succeeds(() => rmdirSync(path), "ENOTEMPTY");
}

function succeeds(act: () => void, otherwise: string): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== otherwise) throw error;
    return false;
  }
}

function inside(directory: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${directory}/`), name]);
}

function namesIn(directory: string): Buffer[] {
  return readdirSync(directory, { encoding: "buffer" });
}

function inDirectory(path: string | Buffer, act: (directory: string, device: number) => void): void {
  const fd = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    act(`/proc/self/fd/${fd}`, fstatSync(fd).dev);
  } finally {
    closeSync(fd);
  }
}
