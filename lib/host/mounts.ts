import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** A line of /proc/self/mountinfo (proc(5)). */
export interface Mount {
  readonly path: string;
  readonly type: string;
  /** Minor number of the device: for FUSE, the number of its connection. */
  readonly minor: string;
  /** Major and minor number: one file system. */
  readonly device: string;
  /** The directory of that file system which is mounted here. */
  readonly root: string;
}

/** What is mounted at a directory and below it in this mount namespace, the outer before the inner. */
export function mountsIn(directory: string): Mount[] {
  // By /proc/PID/root it is in another mount namespace, of which this one's table says nothing, and realpath would lead back into this one.
  if (directory.startsWith("/proc/") || !existsSync(directory)) return [];
  const top = realpathSync(directory);
  return mounts().filter(({ path }) => isIn(path, top));
}

/** The same, and wherever it is what was bound from there. */
export function mountsOf(directory: string): Mount[] {
  if (!existsSync(directory)) return [];
  const top = realpathSync(directory);
  const all = mounts();
  const place = all
    .filter(({ path }) => isIn(top, path))
    .sort((a, b) => a.path.length - b.path.length)
    .at(-1);
  const below = place ? join(place.root, top.slice(place.path === "/" ? 0 : place.path.length)) : null;
  return all.filter(
    ({ path, device, root }) =>
      isIn(path, top) || (below !== null && device === place?.device && isIn(root, below)),
  );
}

function mounts(): Mount[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => mountOf(line.split(" ")));
}

function isIn(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

function mountOf(fields: readonly string[]): Mount {
  return {
    path: unescaped(fields[4] ?? ""),
    type: fields[fields.indexOf("-") + 1] ?? "",
    minor: fields[2]?.split(":")[1] ?? "",
    device: fields[2] ?? "",
    root: unescaped(fields[3] ?? ""),
  };
}

// Space, tab, newline and backslash stand there as octal numbers.
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}
