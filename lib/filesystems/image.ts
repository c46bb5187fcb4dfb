import { closeSync, ftruncateSync, mkdirSync, openSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import type { Detection, Missing } from "../detection.ts";
import { mayMount } from "../host/namespace.ts";
import { findProgram } from "../host/programs.ts";
import { quoted } from "../host/shell-words.ts";
import type { ByHand, Mounted, Place } from "./filesystem.ts";
import { isKnown } from "./kernel-support.ts";
import { mountCommand } from "./mount-command.ts";

/** A file system of a disk's, in a file of the run's own that the kernel takes for a disk. */
export interface Image {
  /** As /proc/filesystems and mount(8) name it. */
  readonly type: string;
  readonly mebibytes: number;
  /** The command that makes it, but for the file's name. */
  readonly make: readonly string[];
  /** Options of mount(8), for `-o`. */
  readonly options: string;
  /** Programs that are needed, and the Debian package that has them. */
  readonly programs: readonly string[];
  readonly package: string;
}

const CONTROL = "/dev/loop-control";

export function detectImage({ type, programs, package: name }: Image): Detection {
  if (!mayMount()) return missing(`${type} in a file needs root (CAP_SYS_ADMIN)`, "run as root");
  if (!isKnown(type)) return missing(`this kernel has no ${type} (${release()})`, `modprobe ${type}`);
  const absent = programs.find((program) => !findProgram(program));
  if (absent !== undefined) return missing(`there is no ${absent}`, `apt-get install ${name}`);
  return missingLoop() ?? { found: true, version: `${type} of Linux ${release()}` };
}

/** Asks by opening: container runtimes forbid devices in ways that access(2) does not see. */
function missingLoop(): Missing | null {
  try {
    closeSync(openSync(CONTROL, "r+"));
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return missing(
      `${CONTROL} cannot be opened (${code}), so no file can be mounted`,
      "modprobe loop, or in a container: start it with --privileged",
    );
  }
}

function missing(reason: string, remedy: string): Missing {
  return { found: false, reason, remedy };
}

/**
 * mount(8) finds a loop device and has it given back with its last mount (LO_FLAGS_AUTOCLEAR), so whoever unmounts, clean-up too, leaves none
 * behind. Lazily, since PID 1's side may still have the log open.
 */
export async function mountImage({ directory, namespace }: Place, image: Image): Promise<Mounted> {
  const [path, file] = [join(directory, "mount"), join(directory, "image")];
  mkdirSync(path);
  makeFile(file, image.mebibytes);
  await mountCommand(namespace, [...image.make, file]);
  await mountCommand(namespace, ["mount", "-t", image.type, "-o", `loop,${image.options}`, file, path]);
  let mounted = true;
  return {
    path,
    serverPath: namespace.reach(path),
    async unmount() {
      if (!mounted) return;
      mounted = false;
      await mountCommand(namespace, ["umount", "-l", path]);
    },
  };
}

export function imageByHand(mount: string, { type, mebibytes, make, options }: Image): ByHand {
  const file = quoted(`${mount}.image`);
  return {
    mount: `server=${quoted(mount)}; truncate -s ${mebibytes}M ${file}; ${make.join(" ")} ${file} 2>/dev/null
mount -t ${type} -o loop,${options} ${file} "$server"`,
    unmount: `umount ${quoted(mount)}`,
  };
}

function makeFile(path: string, mebibytes: number): void {
  const fd = openSync(path, "wx", 0o600);
  try {
    ftruncateSync(fd, mebibytes * 2 ** 20);
  } finally {
    closeSync(fd);
  }
}
