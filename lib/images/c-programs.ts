import type { ProgramName } from "./programs.ts";

/** A way to build a program in C. */
export interface Build {
  readonly name: string;
  readonly compiler: string;
  readonly flags: readonly string[];
  /** The one command that gets what it takes, on Debian and Ubuntu. */
  readonly remedy: string;
}

/** A program in C of this package: all the sources in images/NAME are one. It prints its libc when its argument is `libc`. */
export interface CProgram {
  readonly name: ProgramName;
  /** By the version that `--image NAME:VERSION` asks for; `""` where it asks for none. */
  readonly builds: Readonly<Record<string, Build>>;
}

const GCC = "apt-get install -y gcc libc6-dev";
const dynamic: Build = { name: "dynamic", compiler: "cc", flags: [], remedy: GCC };
const withGlibc: Build = { name: "static", compiler: "cc", flags: ["-static"], remedy: GCC };
const musl: Build = {
  name: "musl",
  compiler: "musl-gcc",
  flags: ["-static"],
  remedy: "apt-get install -y musl-tools",
};

/** The smallest reproduction. What it is about differs by libc, so it has them all. */
export const abort: CProgram = { name: "abort", builds: { "": dynamic, static: withGlibc, musl } };

/** It is there in an instant, so no loader is to look for libraries first. */
export const actor: CProgram = { name: "actor", builds: { "": withGlibc, musl } };

/** All images of it, as `--image` takes them. */
export function imagesOf({ name, builds }: CProgram): string[] {
  return Object.keys(builds).map((version) => (version === "" ? name : `${name}:${version}`));
}
