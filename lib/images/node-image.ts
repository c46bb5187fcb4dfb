import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { packageRoot } from "../package-root.ts";
import { cached, remembered } from "./cache.ts";
import { libraryClosure } from "./closure.ts";
import { type Image, mountPoints } from "./image.ts";
import { libcFiles } from "./libc-packages.ts";
import { nodePackage } from "./node-package.ts";
import { assembleRootfs, type Files } from "./rootfs.ts";

const NODE = "/usr/bin/node";
const SHELL = "/bin/sh"; // For entrypoints that redirect before they become the program.
const workloads = join(packageRoot, "images/node/workloads");

/** The image made of the machine's own node, its libraries and the workloads, cached by content. */
export function localNodeImage(): Image {
  return nodeImage(process.versions.node, process.execPath, null);
}

/**
 * The same of another node, and of another libc where one is named.
 * @param wanted a version, or the beginning of one, which means the newest that begins so; null for the machine's own
 * @param libc version of glibc, such as 2.41; null for the machine's own
 * @throws MachineError `NODE_PACKAGE`, `LIBC_PACKAGE` where it cannot be had
 */
export function nodeImageOf(wanted: string | null, libc: string | null): Image {
  const { version, program } =
    wanted === null ? { version: process.versions.node, program: process.execPath } : nodePackage(wanted);
  return nodeImage(version, program, libc);
}

function nodeImage(version: string, program: string, libc: string | null): Image {
  const name = libc === null ? `node-${version}` : `node-${version}-libc-${libc}`;
  const libraries = libc === null ? new Map<string, string>() : libcFiles(libc);
  const key = contentKey(program, libraries);
  const directory = cached(`images/${name}-${key}`, (place) =>
    assembleRootfs(place, filesOf(program, libraries)),
  );
  const facts = JSON.parse(readFileSync(join(directory, "image.json"), "utf8"));
  return {
    name: libc === null ? `node:${version}` : `node:${version}@libc=${libc}`,
    program: "node",
    rootfs: join(directory, "rootfs"),
    entrypoint: [NODE],
    isNode: true,
    libc: facts.libc,
    architecture: process.arch,
  };
}

/** @param libraries by their file names: those that stand in for this machine's */
function filesOf(program: string, libraries: ReadonlyMap<string, string>): Files {
  const closure = [program, SHELL].flatMap(libraryClosure);
  return new Map([
    [NODE, program],
    [SHELL, SHELL],
    ...closure.map((path): [string, string] => [path, libraries.get(basename(path)) ?? path]),
    ...readdirSync(workloads).map((name): [string, string] => [
      join("/workloads", name),
      join(workloads, name),
    ]),
  ]);
}

// The large files are hashed once and then known by what stat(2) says of them; the workloads are read each time.
function contentKey(program: string, libraries: ReadonlyMap<string, string>): string {
  const stat = statSync(program);
  const others = [...libraries.values()].map((path) => realpathSync(path));
  const stamp = digest(
    JSON.stringify([realpathSync(program), stat.size, stat.mtimeMs, stat.ino, stat.ctimeMs, ...others]),
  );
  const node = remembered(`stamps/${stamp}`, () =>
    digest([program, ...libraryClosure(program), ...others].map((file) => digest(readFileSync(file))).join()),
  );
  const programs = readdirSync(workloads).map((name) => name + readFileSync(join(workloads, name), "utf8"));
  const shell = digest(readFileSync(SHELL));
  return digest(node + shell + mountPoints.join() + programs.join("\0")).slice(0, 12);
}

function digest(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
