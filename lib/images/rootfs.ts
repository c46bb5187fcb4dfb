import {
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { glibcVersion } from "./glibc-version.ts";
import { deviceLinks, mountPoints } from "./image.ts";

/** Files of a root file system: where each stands inside, and what it is copied from. */
export type Files = ReadonlyMap<string, string>;

/**
 * Lays a root file system out below `directory`/rootfs, with what is known of it beside it.
 * @param libc of a static program, which has no library to ask
 */
export function assembleRootfs(directory: string, files: Files, libc = libcOf(files)): void {
  const rootfs = join(directory, "rootfs");
  for (const name of mountPoints) mkdirSync(join(rootfs, name), { recursive: true });
  for (const [inside, source] of files) place(source, join(rootfs, inside));
  writeFileSync(join(rootfs, "dev/null"), ""); // What the device is bound upon.
  for (const [name, target] of Object.entries(deviceLinks)) symlinkSync(target, join(rootfs, "dev", name));
  writeFileSync(join(directory, "image.json"), JSON.stringify({ libc }));
}

/** The files of a root file system, or of any directory, by where they are to stand: what a device is bound upon is made anew. */
export function filesBelow(directory: string, inside: string): [string, string][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "null")
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [join(inside, path.slice(directory.length)), path]);
}

function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(realpathSync(from), to, constants.COPYFILE_FICLONE);
}

/** As the library itself says it. */
function libcOf(files: Files): string {
  const glibc = [...files].find(([inside]) => basename(inside) === "libc.so.6")?.[1];
  if (glibc) return `glibc ${glibcVersion(glibc) ?? "of an unknown version"}`;
  return [...files.keys()].some((inside) => basename(inside).startsWith("ld-musl")) ? "musl" : "none";
}
