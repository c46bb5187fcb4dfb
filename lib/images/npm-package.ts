import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { MachineError } from "../errors.ts";
import { deadline } from "../host/deadlines.ts";
import { cached } from "./cache.ts";

/**
 * The directory of an npm of another version, from the registry that npm is set to; npm checks the package's integrity. Cached.
 * @param version in full: 8.19.4
 * @throws MachineError `NPM_PACKAGE`
 */
export function npmPackage(version: string): string {
  return join(
    cached(`npms/${version}`, (place) => download(version, place)),
    "package",
  );
}

function download(version: string, place: string): void {
  // Whoever has no network is told so at once: no run is to wait for a second try.
  const once = ["--fetch-retries=0", `--fetch-timeout=${deadline("answer of a registry")}`];
  const options = { timeout: deadline("download of a package"), encoding: "utf8", stdio: "pipe" } as const;
  try {
    const words = ["pack", `npm@${version}`, "--json", ...once, "--pack-destination", place];
    const [{ filename }] = JSON.parse(execFileSync("npm", words, options));
    execFileSync("tar", ["-xzf", filename], { cwd: place, stdio: "pipe" });
    rmSync(join(place, filename));
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    const said =
      /npm (?:error|ERR!) (?!code|syscall|errno)(.+)/.exec(String(stderr))?.[1] ?? message.split("\n")[0];
    throw new MachineError(
      "NPM_PACKAGE",
      `npm ${version} cannot be had from the registry: ${said}; see whether npm view npm works.`,
    );
  }
}
