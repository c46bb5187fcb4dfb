import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MachineError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";
import { packageRoot } from "../package-root.ts";
import { cached, newestCached } from "./cache.ts";
import type { Image } from "./image.ts";
import { localNodeImage } from "./node-image.ts";
import { npmPackage } from "./npm-package.ts";
import { assembleRootfs, filesBelow } from "./rootfs.ts";

const NPM = "/usr/lib/node_modules/npm";
/** It asks for a home directory, and there are no users in the image. */
const WITH_HOME = ["/bin/sh", "-c", 'HOME=/tmp exec "$@"', "sh"];
/** Nothing but a volume can be written in a container, and there is no network: npm is told not to try. */
const QUIET = ["--logs-max=0", "--update-notifier=false", "--cache=/tmp/npm", "--prefix=/workloads"];

/**
 * npm as PID 1 of the image of the machine's own node: `npm run WORKLOAD`, as in the outage that the suite began with.
 * @param wanted its version; null for the machine's own
 * @throws MachineError `NPM` where there is none that can be copied, `NPM_PACKAGE`
 */
export function npmImage(wanted: string | null = null): Image {
  const node = localNodeImage();
  const kind = `images/npm-on-${basename(dirname(node.rootfs))}`;
  const directory = wanted === null ? directoryOf(kind, node) : made(npmPackage(wanted), kind, node);
  const { version } = JSON.parse(readFileSync(join(directory, "rootfs", NPM, "package.json"), "utf8"));
  return {
    ...node,
    name: `npm:${version}`,
    program: "npm",
    rootfs: join(directory, "rootfs"),
    entrypoint: [...WITH_HOME, ...node.entrypoint, `${NPM}/bin/npm-cli.js`, ...QUIET, "run"],
  };
}

// Without npm, as in a virtual machine, what was made for the same node before will do.
function directoryOf(kind: string, node: Image): string {
  const place = npmPlace();
  if (place) return made(place, kind, node);
  const former = newestCached(kind);
  if (former) return former;
  throw new MachineError(
    "NPM",
    "There is no npm on this machine that can be copied. To get it: npm install --global npm.",
  );
}

function made(place: string, kind: string, node: Image): string {
  const { version } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
  const scripts = createHash("sha256").update(readFileSync(SCRIPTS[1])).digest("hex").slice(0, 12);
  return cached(`${kind}-${version}-${scripts}`, (to) =>
    assembleRootfs(
      to,
      new Map([...filesBelow(node.rootfs, "/"), ...filesBelow(place, NPM), SCRIPTS]),
      node.libc,
    ),
  );
}

/** A script a workload. */
const SCRIPTS: [string, string] = ["/workloads/package.json", join(packageRoot, "images/npm/package.json")];

// A distribution may have split it up; then its directory alone is of no use.
function npmPlace(): string | null {
  const program = findProgram("npm");
  const place = program && dirname(dirname(realpathSync(program)));
  const isWhole = place && basename(place) === "npm" && readdirSync(place).includes("node_modules");
  return isWhole ? place : null;
}
