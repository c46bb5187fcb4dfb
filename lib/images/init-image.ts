import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MachineError, UsageError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";
import { cImage } from "./c-image.ts";
import { actor } from "./c-programs.ts";
import { cached } from "./cache.ts";
import { libraryClosure } from "./closure.ts";
import type { Image } from "./image.ts";
import { type Init, inits } from "./inits.ts";
import { assembleRootfs, filesBelow } from "./rootfs.ts";

/**
 * An init as PID 1, with the actor in C as the program that it starts.
 * @param name of the init; null for the first that this machine has
 * @throws UsageError `IMAGE`; MachineError `INIT` where it is not there to be copied
 */
export function initImage(name: string | null): Image {
  const known = inits.filter((init) => name === null || init.name === name);
  const [wanted] = known;
  if (!wanted)
    throw new UsageError(
      "IMAGE",
      `There is no init:${name}; write ${inits.map((init) => `init:${init.name}`).join(", ")}.`,
    );
  const found = known.map((init) => ({ init, path: pathOf(init) })).find(({ path }) => path !== null);
  if (!found?.path)
    throw new MachineError(
      "INIT",
      `There is no ${wanted.name} on this machine. To get it: ${wanted.remedy}.`,
    );
  const { init, path } = found;
  const base = cImage(actor, null);
  const inside = `/usr/bin/${init.name}`;
  const key = `images/init-${init.name}-on-${basename(dirname(base.rootfs))}-${digestOf(path)}`;
  const directory = cached(key, (place) => {
    const libraries = libraryClosure(path).map((file): [string, string] => [file, file]);
    assembleRootfs(
      place,
      new Map([...filesBelow(base.rootfs, "/"), [inside, path], ...libraries]),
      base.libc, // The program's; it is what ends.
    );
  });
  return {
    ...base,
    name: `init:${init.name}`,
    program: "init",
    rootfs: join(directory, "rootfs"),
    entrypoint: [inside, ...init.options, ...base.entrypoint],
  };
}

function pathOf({ programs }: Init): string | null {
  return programs.map(findProgram).find((path) => path !== null) ?? null;
}

function digestOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
}
