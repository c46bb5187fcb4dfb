import { cImage } from "./c-image.ts";
import { abort, actor, imagesOf } from "./c-programs.ts";
import type { Image } from "./image.ts";
import { initImage } from "./init-image.ts";
import { inits } from "./inits.ts";
import { nodeImageOf } from "./node-image.ts";
import { NODE_VERSION } from "./node-package.ts";
import { npmImage } from "./npm-image.ts";
import type { ProgramName } from "./programs.ts";

/** What is asked of a kind; null for the machine's own. */
export interface ImageRequest {
  readonly version: string | null;
  readonly libc: string | null;
}

/** An image by the name that the command line takes; it is built, or found in the cache, when it is opened. */
export interface ImageKind {
  readonly name: string;
  readonly summary: string;
  readonly program: ProgramName;
  /** Versions that can be asked for, wherever they may be had; null where there is but one. */
  readonly versions: RegExp | null;
  /** What is taken for a claim about this program where no image is named. */
  readonly defaults: readonly string[];
  open(request: ImageRequest): Image;
}

export const images: readonly ImageKind[] = [
  {
    name: "node",
    summary: "the machine's own node; node:VERSION[@libc=VERSION] for another",
    program: "node",
    versions: NODE_VERSION,
    defaults: ["node"],
    open: ({ version, libc }) => nodeImageOf(version, libc),
  },
  {
    name: "abort",
    summary: "a C program that calls abort(3), and nothing else; abort:static, abort:musl",
    program: "abort",
    versions: /^(static|musl)$/,
    defaults: imagesOf(abort),
    open: ({ version }) => cImage(abort, version),
  },
  {
    name: "actor",
    summary: "a C program that does what a claim asks of it; actor:musl",
    program: "actor",
    versions: /^musl$/,
    defaults: ["actor"],
    open: ({ version }) => cImage(actor, version),
  },
  {
    name: "npm",
    summary: "npm as PID 1, which runs a workload of node's as a script: the machine's own, or npm:VERSION",
    program: "npm",
    versions: /^\d+\.\d+\.\d+$/,
    defaults: ["npm", "npm:8.19.4"],
    open: ({ version }) => npmImage(version),
  },
  {
    name: "init",
    summary: `an init as PID 1 in front of the actor: ${inits.map(({ name }) => `init:${name}`).join(", ")}`,
    program: "init",
    versions: new RegExp(`^(${inits.map(({ name }) => name).join("|")})$`),
    defaults: inits.map(({ name }) => `init:${name}`),
    open: ({ version }) => initImage(version),
  },
];
