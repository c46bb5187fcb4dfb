import { createHash } from "node:crypto";
import {
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../package-root.ts";
import { cached, remembered } from "./cache.ts";
import { libraryClosure } from "./closure.ts";
import { deviceLinks, type Image, mountPoints } from "./image.ts";

const NODE = "/usr/bin/node";
const SHELL = "/bin/sh"; // For entrypoints that redirect before they become the program.
const workloads = join(packageRoot, "images/node/workloads");

/** The image made of the machine's own node, its libraries and the workloads, cached by content. */
export function localNodeImage(): Image {
  const directory = cached(`images/node-${process.versions.node}-${contentKey()}`, assemble);
  const facts = JSON.parse(readFileSync(join(directory, "image.json"), "utf8"));
  return {
    name: `node:${process.versions.node}`,
    rootfs: join(directory, "rootfs"),
    entrypoint: [NODE],
    isNode: true,
    libc: facts.libc,
    architecture: process.arch,
  };
}

// The large files are hashed once and then known by what stat(2) says of them; the workloads are read each time.
function contentKey(): string {
  const stat = statSync(process.execPath);
  const stamp = digest(
    JSON.stringify([realpathSync(process.execPath), stat.size, stat.mtimeMs, stat.ino, stat.ctimeMs]),
  );
  const node = remembered(`stamps/${stamp}`, () =>
    digest(
      [process.execPath, ...libraryClosure(process.execPath)]
        .map((file) => digest(readFileSync(file)))
        .join(),
    ),
  );
  const programs = readdirSync(workloads).map((name) => name + readFileSync(join(workloads, name), "utf8"));
  const shell = digest(readFileSync(SHELL));
  return digest(node + shell + mountPoints.join() + programs.join("\0")).slice(0, 12);
}

function digest(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function assemble(directory: string): void {
  const rootfs = join(directory, "rootfs");
  for (const name of mountPoints) mkdirSync(join(rootfs, name), { recursive: true });
  place(process.execPath, join(rootfs, NODE));
  place(SHELL, join(rootfs, SHELL));
  for (const library of [process.execPath, SHELL].flatMap(libraryClosure))
    place(library, join(rootfs, library));
  for (const name of readdirSync(workloads)) place(join(workloads, name), join(rootfs, "workloads", name));
  writeFileSync(join(rootfs, "dev/null"), ""); // What the device is bound upon.
  for (const [name, target] of Object.entries(deviceLinks)) symlinkSync(target, join(rootfs, "dev", name));
  writeFileSync(join(directory, "image.json"), JSON.stringify({ libc: libcVersion() }));
}

function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(realpathSync(from), to, constants.COPYFILE_FICLONE);
}

function libcVersion(): string {
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return report.header.glibcVersionRuntime ? `glibc ${report.header.glibcVersionRuntime}` : "musl";
}
