import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MachineError, UsageError } from "../errors.ts";
import { deadline } from "../host/deadlines.ts";
import { cached } from "./cache.ts";

/** Releases of Debian by the glibc that they ship (packages.debian.org/libc6). */
const releases: Record<string, string> = { "2.31": "bullseye", "2.36": "bookworm", "2.41": "trixie" };
const PACKAGES = ["libc6", "libgcc-s1", "libstdc++6"];
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * The shared objects of another glibc, and of the compiler's libraries of the same release, by their file names. From Debian's packages,
 * signatures checked, out of the mirror that this machine's apt is set to; nothing of apt's own state is touched. Cached.
 * @throws UsageError `LIBC_VERSION`; MachineError `LIBC_PACKAGE`
 */
export function libcFiles(version: string): ReadonlyMap<string, string> {
  const release = releases[version];
  if (!release)
    throw new UsageError(
      "LIBC_VERSION",
      `There is no glibc ${version} to be had; known: ${Object.keys(releases).join(", ")}, the versions of Debian's releases.`,
    );
  const root = cached(`libcs/${version}`, (place) => fetch(release, version, place));
  const files = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    files
      .filter((entry) => !entry.isDirectory() && /\.so(\.\d+)*$/.test(entry.name))
      .map((entry): [string, string] => [entry.name, join(entry.parentPath, basename(entry.name))]),
  );
}

function fetch(release: string, version: string, place: string): void {
  const state = join(place, "apt");
  for (const name of ["lists/partial", "archives/partial"]) mkdirSync(join(state, name), { recursive: true });
  const source = join(state, "sources.list");
  writeFileSync(source, `deb [signed-by=${KEYRING}] ${mirror()} ${release} main\n`);
  const options = [
    `Dir::Etc::sourcelist=${source}`,
    "Dir::Etc::sourceparts=-",
    `Dir::State::lists=${join(state, "lists")}`,
    `Dir::Cache=${state}`,
    "APT::Sandbox::User=root", // Else apt's own user would have to reach the cache.
  ].flatMap((option) => ["-o", option]);
  try {
    run(place, "apt-get", ...options, "-qq", "update");
    run(place, "apt-get", ...options, "-qq", "download", ...PACKAGES);
    for (const file of readdirSync(place).filter((name) => name.endsWith(".deb")))
      run(place, "dpkg-deb", "-x", file, place);
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const said = (stderr?.trim() || message).split("\n").at(-1);
    throw new MachineError("LIBC_PACKAGE", `glibc ${version} of Debian's ${release} cannot be had: ${said}`);
  }
}

/** Where this machine gets Debian from. */
function mirror(): string {
  const format = "$(REPO_URI) $(CODENAME) $(COMPONENT)";
  const lines = run("/", "apt-get", "indextargets", "--format", format).split("\n");
  const uri = lines.find((line) => /\/debian\/? \S+ main$/.test(line))?.split(" ")[0];
  if (uri) return uri;
  throw new MachineError(
    "LIBC_PACKAGE",
    "Another libc comes from Debian's packages, and this machine's apt has no mirror of Debian.",
  );
}

function run(cwd: string, program: string, ...words: string[]): string {
  return execFileSync(program, words, {
    cwd,
    encoding: "utf8",
    timeout: deadline("download of a package"),
    stdio: ["ignore", "pipe", "pipe"],
  });
}
