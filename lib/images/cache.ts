import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { MachineError } from "../errors.ts";
import { makeTemporaryDirectory } from "../host/temporary-directory.ts";

/** Where images are kept between runs: $XDG_CACHE_HOME/fd012 (XDG Base Directory Specification). */
export function cacheDirectory(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "fd012");
}

/**
 * A directory of the cache by key. It is built beside its place and renamed into it, so that a run that is killed, or two runs at
 * once, never leave half of one.
 */
export function cached(key: string, build: (directory: string) => void): string {
  const place = join(cacheDirectory(), key);
  if (existsSync(place)) return place;
  makeParent(place);
  const fresh = makeTemporaryDirectory(dirname(place), `${basename(place)}.`);
  try {
    build(fresh);
    renameSync(fresh, place);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(place)) throw error; // Else another run was quicker.
  }
  return place;
}

/** The newest directory of the cache whose key begins so; null where there is none. */
export function newestCached(beginning: string): string | null {
  const start = join(cacheDirectory(), beginning);
  if (!existsSync(dirname(start))) return null;
  const built = /\.[A-Za-z0-9]{6}$/; // What is being built has such a suffix.
  const [newest] = readdirSync(dirname(start))
    .filter((name) => name.startsWith(basename(start)) && !built.test(name))
    .map((name) => join(dirname(start), name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return newest ?? null;
}

/** A small value of the cache that costs much to compute. */
export function remembered(key: string, compute: () => string): string {
  const place = join(cacheDirectory(), key);
  if (existsSync(place)) return readFileSync(place, "utf8");
  const value = compute();
  makeParent(place);
  writeFileSync(place, value);
  return value;
}

function makeParent(place: string): void {
  try {
    mkdirSync(dirname(place), { recursive: true });
    accessSync(dirname(place), constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new MachineError(
      "CACHE",
      `The image cache ${cacheDirectory()} cannot be written (${code}); set XDG_CACHE_HOME to a directory that you may write to.`,
    );
  }
}
