import { execFileSync } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { MachineError, UsageError } from "../errors.ts";
import { endedAfter } from "../host/ended-after.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { findProgram } from "../host/programs.ts";
import { cached } from "../images/cache.ts";

/** A kernel that a virtual machine can boot. */
export interface Kernel {
  /** As uname -r says it. */
  readonly release: string;
  readonly image: string;
  /** /lib/modules/RELEASE of it, wherever that is. */
  readonly modules: string;
}

/**
 * @param request the path of a kernel image or of its Debian package; a version, or the beginning of one (`6.1`), of the distribution's
 *   packages; null for the distribution's newest
 * @throws UsageError `KERNEL`; MachineError `KERNEL_PACKAGE` where none can be had
 */
export function kernelOf(request: string | null): Kernel {
  if (request?.includes("/")) return ofFile(resolve(request));
  return ofPackage(fetched(newestPackage(request)));
}

function ofFile(path: string): Kernel {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError(
      "KERNEL",
      `There is no kernel ${path}; name an image, a Debian package, or a version such as 6.1.`,
    );
  return path.endsWith(".deb") ? ofPackage(unpacked(path)) : ofImage(path);
}

function ofImage(path: string): Kernel {
  const release = releaseOf(path);
  // It names a directory of the run's, and comes out of a file.
  if (!/^[\w+~-][\w.+~-]{0,99}$/.test(release))
    throw new UsageError("KERNEL", `${path} is no kernel: it calls its release "${release.slice(0, 100)}".`);
  const modules = `/lib/modules/${release}`;
  if (existsSync(modules)) return { release, image: path, modules };
  throw new UsageError(
    "KERNEL",
    `The kernel ${path} (${release}) has no modules here: there is no ${modules}.`,
  );
}

/** @param root a directory that a package was unpacked into */
function ofPackage(root: string): Kernel {
  const boot = join(root, "boot");
  const image = (existsSync(boot) ? readdirSync(boot) : []).find((name) => name.startsWith("vmlinuz-"));
  if (!image) throw new UsageError("KERNEL", "The package has no kernel image: no boot/vmlinuz-* is in it.");
  const release = image.slice("vmlinuz-".length);
  const modules = ["lib/modules", "usr/lib/modules"]
    .map((place) => join(root, place, release))
    .find(existsSync);
  if (!modules) throw new UsageError("KERNEL", `The package of the kernel ${release} has no modules.`);
  return { release, image: join(root, "boot", image), modules };
}

function unpacked(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return cached(
    `kernels/${basename(file, ".deb").slice(0, 100)}-${size}-${Math.round(mtimeMs)}`,
    (directory) => unpack(file, directory),
  );
}

function unpack(file: string, directory: string): void {
  try {
    execFileSync("dpkg-deb", ["-x", file, directory], {
      stdio: ["ignore", "ignore", "pipe"],
      ...endedAfter("unpacking of a package"),
    });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new UsageError("KERNEL", `${file} cannot be unpacked: ${said}.`);
  }
}

interface Package {
  readonly name: string;
  readonly version: string;
}

function fetched({ name, version }: Package): string {
  return cached(`kernels/${name}_${version.replaceAll(":", "%3a")}`, (directory) => {
    try {
      execFileSync("apt-get", ["download", "-qq", `${name}=${version}`], {
        cwd: directory,
        stdio: ["ignore", "ignore", "pipe"],
        ...endedAfter("download of a package"),
      });
    } catch (error) {
      const said = String((error as { stderr?: Buffer }).stderr ?? error)
        .trim()
        .split("\n")
        .at(-1);
      throw new MachineError("KERNEL_PACKAGE", `The kernel's package ${name} cannot be had: ${said}`);
    }
    for (const file of readdirSync(directory)) unpack(join(directory, file), directory);
  });
}

const flavours: Record<string, string> = { x64: "cloud-amd64", arm64: "cloud-arm64" };

/** Of the packages that apt knows; their names tell release and flavour: linux-image-6.1.0-37-cloud-amd64. */
function newestPackage(version: string | null): Package {
  const flavour = flavours[process.arch];
  if (!flavour)
    throw new MachineError(
      "KERNEL_PACKAGE",
      `No kernel package is known for ${process.arch}; name a kernel by its path.`,
    );
  if (!findProgram("apt-cache"))
    throw new MachineError(
      "KERNEL_PACKAGE",
      "A kernel is chosen by its version from what apt knows, which is not on this machine; name an image or a package by its path: --vm ./linux-image.deb.",
    );
  const name = newestOf(lines("apt-cache", "pkgnames", PREFIX), version, flavour);
  const newest =
    name &&
    lines("apt-cache", "show", "--no-all-versions", name).find((line) => line.startsWith("Version: "));
  if (name && newest) return { name, version: newest.slice("Version: ".length) };
  const what = version === null ? "no kernel" : `no kernel ${version}`;
  throw new MachineError(
    "KERNEL_PACKAGE",
    `apt knows ${what} for ${flavour}; run apt-get update, add a release that has it, or name an image or a package by its path: --vm ./linux-image.deb.`,
  );
}

const PREFIX = "linux-image-";

/**
 * The newest kernel among packages' names. A release has three numbers: what has fewer is a package that has no kernel in it and only
 * depends on one (linux-image-6.12-cloud-amd64).
 * @param version its beginning; null for any
 */
export function newestOf(
  names: readonly string[],
  version: string | null,
  flavour: string,
): string | undefined {
  const isRelease = (release: string) => /^\d+\.\d+\.\d[\w.+~-]*$/.test(release);
  const isOf = (release: string) =>
    version === null || (release.startsWith(version) && !/^\d/.test(release.slice(version.length)));
  return names
    .filter((name) => name.startsWith(PREFIX) && name.endsWith(`-${flavour}`))
    .filter((name) => isRelease(name.slice(PREFIX.length)) && isOf(name.slice(PREFIX.length)))
    .sort(byNumbers)
    .at(-1);
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function lines(program: string, ...words: string[]): string[] {
  try {
    return execFileSync(program, words, {
      encoding: "utf8",
      env: helperEnvironment,
      stdio: ["ignore", "pipe", "ignore"],
      ...endedAfter("command"),
    }).split("\n");
  } catch {
    return [];
  }
}

/** From the header of a bzImage (linux Documentation/arch/x86/boot.rst: kernel_version), or from the file's name elsewhere. */
function releaseOf(path: string): string {
  const file = openSync(realpathSync(path), "r");
  try {
    const header = Buffer.alloc(0x10000);
    readSync(file, header, 0, header.length, 0);
    if (header.toString("latin1", 0x202, 0x206) !== "HdrS") return basename(path).replace(/^vmlinu[xz]-/, "");
    const at = header.readUInt16LE(0x20e) + 0x200;
    return header.toString("latin1", at, header.indexOf(0, at)).split(" ")[0] as string;
  } finally {
    closeSync(file);
  }
}
