import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";

/** Why there is no mount: `code` for scripts, `message` one sentence for people. */
export class MountFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** @throws MountFailure `NO_DEVICE`, `DEVICE_DENIED` */
export function openDevice(path: string): number {
  try {
    return openSync(path, "r+");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const denied = code === "EACCES" || code === "EPERM";
    throw new MountFailure(
      denied ? "DEVICE_DENIED" : "NO_DEVICE",
      `The FUSE device cannot be opened: ${message}.`,
    );
  }
}

/**
 * Mounts by mount(8): mount(2) cannot be called from node. Permissions are checked by the kernel as on a local file
 * system, since the server does everything under its own name.
 * @throws MountFailure `MOUNT_FAILED` with what mount(8) said
 */
export async function mountDevice(device: number, directory: string): Promise<void> {
  const options = [
    `fd=${INHERITED}`,
    "rootmode=40000",
    `user_id=${process.getuid?.()}`,
    `group_id=${process.getgid?.()}`,
    "allow_other",
    "default_permissions",
  ];
  const words = ["-i", "-t", "fuse", "-o", options.join(","), SOURCE, directory];
  const said = await run("mount", words, device);
  if (said !== undefined) throw new MountFailure("MOUNT_FAILED", `The mount was refused: ${said}.`);
}

/** What /proc/mounts shows as the device. */
const SOURCE = "fd012-stalefs";

const INHERITED = 3;

/**
 * Unmounts at once, whoever still uses it, and aborts the connection, so that nobody waits for an answer: that is
 * what `-f` means to FUSE. Without util-linux's own checks (`-c`), which would ask the file system itself.
 * Returns false where somebody else has unmounted it.
 */
export async function unmount(directory: string): Promise<boolean> {
  return (await run("umount", ["-i", "-c", "-f", "-l", directory])) === undefined;
}

/** The number of a mount's connection below /sys/fs/fuse/connections; undefined where it is not mounted. */
export function connectionOf(directory: string): number | undefined {
  const lines = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  for (const line of lines) {
    const [, , device, , point] = line.split(" ");
    if (point === directory.replaceAll(" ", "\\040") && line.includes(` ${SOURCE} `))
      return Number(device?.split(":")[1]);
  }
  return undefined;
}

/** Ends a connection whose mount is out of reach. Returns false where that cannot be done, as without fusectl. */
export async function abort(connection: number): Promise<boolean> {
  try {
    await writeFile(`/sys/fs/fuse/connections/${connection}/abort`, "1");
    return true;
  } catch {
    return false;
  }
}

/** Returns what a failed program said, undefined if it did not fail. */
function run(program: string, words: readonly string[], inherited?: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe", inherited ?? "ignore"] });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) => resolve(code === 0 ? undefined : said.trim() || `${program} failed`));
  });
}
