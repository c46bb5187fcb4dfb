import { lstatSync, readdirSync, readlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Every path that must be in a guest so that `file` can be opened there by that name: the file, the directories above it, and each
 * symbolic link on the way with what it leads to. Absolute, in an order in which they can be made.
 */
export function pathsTo(file: string): string[] {
  const paths = new Set<string>();
  walk(resolve(file), paths, 0);
  return [...paths];
}

/** The same for a directory with everything in it. */
export function pathsBelow(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true });
  return [...pathsTo(directory), ...entries.map((entry) => join(entry.parentPath, entry.name))];
}

const MOST_LINKS = 40; // As the kernel follows (path_resolution(7)).

function walk(path: string, paths: Set<string>, links: number): void {
  if (path === "/" || links > MOST_LINKS) return;
  walk(dirname(path), paths, links);
  paths.add(path);
  if (lstatSync(path).isSymbolicLink()) walk(resolve(dirname(path), readlinkSync(path)), paths, links + 1);
}
