import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MachineError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";

/** A kernel module, not compressed. */
export interface Module {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * The modules with these names and all that they depend on, in the order in which insmod(8) takes them. What the kernel has built in, or
 * does not have, is left out.
 * @param directory /lib/modules/VERSION of the kernel
 */
export function modulesFor(directory: string, names: readonly string[]): Module[] {
  const files = new Map(moduleFiles(directory).map((file) => [moduleName(file), file]));
  const ordered = new Map<string, Module>();
  const add = (name: string) => {
    const file = files.get(name);
    if (!file || ordered.has(name)) return;
    const content = contentOf(file);
    for (const dependency of dependencies(content)) add(dependency);
    ordered.set(name, { name, content });
  };
  for (const name of names) add(name);
  return [...ordered.values()];
}

function moduleFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ko(\.\w+)?$/.test(file))
    .map((file) => join(directory, file));
}

// A file may have - where the module's name has _ (modprobe(8)).
function moduleName(file: string): string {
  return basename(file)
    .replace(/\.ko(\.\w+)?$/, "")
    .replaceAll("-", "_");
}

/** Packages are called as their program, but for one. */
const PACKAGES: Record<string, string> = { xz: "xz-utils" };

const decompressors: Record<string, string> = { xz: "xz", zst: "zstd", gz: "gzip" };

function contentOf(file: string): Buffer {
  const program = decompressors[file.split(".").at(-1) as string];
  if (program && !findProgram(program))
    throw new MachineError(
      "MODULES",
      `The kernel's modules are compressed by ${program}, which is not on this machine: apt-get install ${PACKAGES[program] ?? program}.`,
    );
  return program ? execFileSync(program, ["-dc", file], { maxBuffer: MOST_BYTES }) : readFileSync(file);
}

const MOST_BYTES = 64 * 1024 * 1024;

/** From the module's own section .modinfo, NAME=VALUE strings that each end with a NUL (linux include/linux/moduleparam.h). */
function dependencies(content: Buffer): string[] {
  const found = /\0depends=([^\0]*)\0/.exec(content.toString("latin1"))?.[1] ?? "";
  return found
    .split(",")
    .filter(Boolean)
    .map((name) => name.replaceAll("-", "_"));
}
