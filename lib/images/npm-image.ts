import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MachineError } from "../errors.ts";
import { findProgram } from "../host/programs.ts";
import { packageRoot } from "../package-root.ts";
import { cached, newestCached } from "./cache.ts";
import type { Image } from "./image.ts";
import { localNodeImage } from "./node-image.ts";
import { assembleRootfs } from "./rootfs.ts";

const NPM = "/usr/lib/node_modules/npm";
/** It asks for a home directory, and there are no users in the image. */
const WITH_HOME = ["/bin/sh", "-c", 'HOME=/tmp exec "$@"', "sh"];
/** Nothing but a volume can be written in a container, and there is no network: npm is told not to try. */
const QUIET = ["--logs-max=0", "--update-notifier=false", "--cache=/tmp/npm", "--prefix=/workloads"];

/**
 * The machine's own npm as PID 1 of the image of the machine's own node: `npm run WORKLOAD`, as in the outage that the suite began with.
 * @throws MachineError `NPM` where there is none that can be copied
 */
export function npmImage(): Image {
  const node = localNodeImage();
  const directory = directoryOf(`images/npm-on-${basename(dirname(node.rootfs))}`, node);
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
  if (place) {
    const { version } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
    return cached(`${kind}-${version}`, (to) =>
      assembleRootfs(to, new Map([...below(node.rootfs, "/"), ...below(place, NPM), SCRIPTS]), node.libc),
    );
  }
  const former = newestCached(kind);
  if (former) return former;
  throw new MachineError(
    "NPM",
    "There is no npm on this machine that can be copied. To get it: npm install --global npm.",
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

function below(directory: string, inside: string): [string, string][] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "null")
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [join(inside, path.slice(directory.length)), path]);
}
