import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { MachineError, UsageError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";
import { packageRoot } from "../package-root.ts";
import { cached, newestCached } from "./cache.ts";
import { libraryClosure } from "./closure.ts";
import type { Image } from "./image.ts";
import { assembleRootfs } from "./rootfs.ts";

/** A way to build abort.c. */
interface Build {
  readonly compiler: string;
  readonly flags: readonly string[];
  /** The one command that gets what it takes, on Debian and Ubuntu. */
  readonly remedy: string;
}

const GCC = "apt-get install -y gcc libc6-dev";
const builds: Record<string, Build> = {
  dynamic: { compiler: "cc", flags: [], remedy: GCC },
  static: { compiler: "cc", flags: ["-static"], remedy: GCC },
  musl: { compiler: "musl-gcc", flags: ["-static"], remedy: "apt-get install -y musl-tools" },
};
/** All of them, as `--image` takes them. */
export const abortImages = ["abort", "abort:static", "abort:musl"];

const SOURCE = join(packageRoot, "images/abort/abort.c");
const PROGRAM = "/usr/bin/abort";

/**
 * The smallest reproduction, abort.c, as PID 1 of a root file system that holds nothing else but its libraries. Cached by content.
 * @param variant `static`, `musl`; null for the machine's own libc, loaded dynamically
 * @throws UsageError `IMAGE`; MachineError `COMPILER` where it cannot be built
 */
export function abortImage(variant: string | null): Image {
  const build = builds[variant ?? "dynamic"];
  if (!build || variant === "dynamic")
    throw new UsageError("IMAGE", `There is no abort:${variant}; write ${abortImages.join(", ")}.`);
  const kind = `images/abort-${variant ?? "dynamic"}-${digest(readFileSync(SOURCE, "utf8"))}`;
  const directory = directoryOf(kind, build);
  const { libc } = JSON.parse(readFileSync(join(directory, "image.json"), "utf8"));
  return {
    name: variant === null ? "abort" : `abort:${variant}`,
    program: "abort",
    rootfs: join(directory, "rootfs"),
    entrypoint: [PROGRAM],
    isNode: false,
    libc,
    architecture: process.arch,
  };
}

// Without a compiler, as in a virtual machine, what was built of the same source before will do.
function directoryOf(kind: string, build: Build): string {
  const { compiler, remedy } = build;
  const path = findProgram(compiler);
  if (path) return cached(`${kind}-${stamp(path, build)}`, (place) => compileInto(place, build));
  const former = newestCached(kind);
  if (former) return former;
  throw new MachineError("COMPILER", `There is no ${compiler} on this machine. To get it: ${remedy}.`);
}

function compileInto(place: string, { compiler, flags, remedy }: Build): void {
  const program = join(place, "abort");
  run(remedy, compiler, "-Os", ...flags, "-o", program, SOURCE);
  const libraries = flags.includes("-static") ? [] : libraryClosure(program);
  const files = new Map([[PROGRAM, program], ...libraries.map((path): [string, string] => [path, path])]);
  assembleRootfs(place, files, run(remedy, program, "libc").trim());
  rmSync(program);
}

function run(remedy: string, program: string, ...words: string[]): string {
  try {
    return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const said = (stderr?.trim() || message).split("\n").at(-1);
    throw new MachineError("COMPILER", `abort.c cannot be built: ${said}. To build it: ${remedy}.`);
  }
}

// What the compiler and its libc are is known by what stat(2) says of the two.
function stamp(compiler: string, { flags, remedy }: Build): string {
  const library = run(remedy, compiler, "-print-file-name=libc.a").trim();
  const stats = [compiler, library].map((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return [file, stat?.size, stat?.mtimeMs, stat?.ino];
  });
  return digest(JSON.stringify([flags, stats]));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
