import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { MachineError, UsageError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";
import { packageRoot } from "../package-root.ts";
import { type Build, type CProgram, imagesOf } from "./c-programs.ts";
import { cached, newestCached } from "./cache.ts";
import { libraryClosure } from "./closure.ts";
import type { Image } from "./image.ts";
import { assembleRootfs } from "./rootfs.ts";

/**
 * A program in C as PID 1 of a root file system that holds nothing else but its libraries. Cached by content.
 * @param version null for what is taken where none is asked for
 * @throws UsageError `IMAGE`; MachineError `COMPILER` where it cannot be built
 */
export function cImage(program: CProgram, version: string | null): Image {
  const { name, builds } = program;
  const build = version === "" ? undefined : builds[version ?? ""];
  if (!build)
    throw new UsageError("IMAGE", `There is no ${name}:${version}; write ${imagesOf(program).join(", ")}.`);
  const kind = `images/${name}-${build.name}-${digestOfSources(name)}`;
  const directory = directoryOf(kind, program, build);
  const { libc } = JSON.parse(readFileSync(join(directory, "image.json"), "utf8"));
  return {
    name: version === null ? name : `${name}:${version}`,
    program: name,
    rootfs: join(directory, "rootfs"),
    entrypoint: [placeOf(name)],
    isNode: false,
    libc,
    architecture: process.arch,
  };
}

const placeOf = (name: string) => `/usr/bin/${name}`;

// Without a compiler, as in a virtual machine, what was built of the same sources before will do.
function directoryOf(kind: string, program: CProgram, build: Build): string {
  const { compiler, remedy } = build;
  const path = findProgram(compiler);
  if (path)
    return cached(`${kind}-${stamp(path, program, build)}`, (place) => compileInto(place, program, build));
  const former = newestCached(kind);
  if (former) return former;
  throw new MachineError("COMPILER", `There is no ${compiler} on this machine. To get it: ${remedy}.`);
}

function compileInto(place: string, { name }: CProgram, { compiler, flags, remedy }: Build): void {
  const run = runner(name, remedy);
  const program = join(place, name);
  run(compiler, "-Os", ...flags, "-o", program, ...sourcesOf(name).filter((file) => file.endsWith(".c")));
  const libraries = flags.includes("-static") ? [] : libraryClosure(program);
  const files = new Map([
    [placeOf(name), program],
    ...libraries.map((path): [string, string] => [path, path]),
  ]);
  assembleRootfs(place, files, run(program, "libc").trim());
  rmSync(program);
}

type Run = (program: string, ...words: string[]) => string;

function runner(name: string, remedy: string): Run {
  return (program, ...words) => {
    try {
      return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      const said = (stderr?.trim() || message).split("\n").at(-1);
      throw new MachineError("COMPILER", `${name}.c cannot be built: ${said}. To build it: ${remedy}.`);
    }
  };
}

// What the compiler and its libc are is known by what stat(2) says of the two.
function stamp(compiler: string, { name }: CProgram, { flags, remedy }: Build): string {
  const library = runner(name, remedy)(compiler, "-print-file-name=libc.a").trim();
  const stats = [compiler, library].map((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return [file, stat?.size, stat?.mtimeMs, stat?.ino];
  });
  return digest(JSON.stringify([flags, stats]));
}

/** Headers too. */
function sourcesOf(name: string): string[] {
  const directory = join(packageRoot, "images", name);
  return readdirSync(directory)
    .sort()
    .map((file) => join(directory, file));
}

function digestOfSources(name: string): string {
  return digest(
    sourcesOf(name)
      .map((file) => readFileSync(file, "utf8"))
      .join("\0"),
  );
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
