import { type ChildProcess, execFile } from "node:child_process";
import { accessSync, closeSync, constants, mkdirSync, openSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import type { Detection, Missing } from "../detection.ts";
import { within } from "../host/deadline.ts";
import { deadline, deadlineFactor, FACTOR_VARIABLE } from "../host/deadlines.ts";
import { endedAfter } from "../host/ended-after.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import { startProcess } from "../host/start-process.ts";
import { packageRoot } from "../package-root.ts";
import type { Filesystem, Mounted, Place } from "./filesystem.ts";
import { Connection } from "./stalefs/connection.ts";

const DEVICE = "/dev/fuse";
const PROGRAM = join(packageRoot, "dist", "stalefs.js");

/**
 * A FUSE file system of the suite's own that answers as an NFSv3 client does: what is deleted in the directory behind
 * it makes open descriptors stale. See stalefs/server.ts.
 */
export const stalefs: Filesystem = {
  name: "stalefs",
  summary: "FUSE server of the suite's own; goes stale, fails and stalls as NFSv3 does, no NFS needed",
  offers: ["inject-answers"],
  detect: async () => missingDevice() ?? missingMount() ?? found(),
  mount,
  byHand: (mount) => ({
    mount: `server=${quoted(`${mount}.backing`)}; mkdir "$server"; mkfifo ${quoted(`${mount}.stop`)}
FD012_LABEL='' node ${quoted(PROGRAM)} --mount ${quoted(mount)} --backing "$server" <${quoted(`${mount}.stop`)} & job=$!
exec 9>${quoted(`${mount}.stop`)} # The server leaves when this is closed.
wait_until "the mount of stalefs" mountpoint -q ${quoted(mount)}
mountpoint -q ${quoted(mount)} || { echo "stalefs has ended without mounting" >&2; exit 1; }`,
    unmount: "exec 9>&-",
  }),
};

function found(): Detection {
  return { found: true, version: `FUSE of Linux ${release()}`, path: DEVICE };
}

/** Asks by opening: container runtimes forbid devices in ways that access(2) does not see. */
function missingDevice(): Missing | undefined {
  if (process.platform !== "linux") return missing("FUSE is spoken to Linux only.", "run on Linux");
  try {
    closeSync(openSync(DEVICE, "r+"));
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES")
      return missing(`${DEVICE} may not be opened.`, `run as root, or: chmod a+rw ${DEVICE}`);
    if (code === "EPERM")
      return missing(`The container may not open ${DEVICE}.`, `start it with --device ${DEVICE}`);
    return missing(
      `There is no ${DEVICE} (${code}).`,
      `modprobe fuse, or in a container: start it with --device ${DEVICE}`,
    );
  }
}

function missingMount(): Missing | undefined {
  const here = helperEnvironment.PATH.split(":").some((directory) => isExecutable(join(directory, "mount")));
  return here ? undefined : missing("There is no mount(8).", "install util-linux");
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function missing(reason: string, remedy: string): Missing {
  return { found: false, reason, remedy };
}

/**
 * @throws StalefsError with the server's reason
 * @throws DeadlineError
 */
async function mount({ directory, namespace }: Place): Promise<Mounted> {
  const path = join(directory, "mount");
  const serverPath = join(directory, "backing");
  mkdirSync(path);
  mkdirSync(serverPath);
  const words = [process.execPath, PROGRAM, "--mount", path, "--backing", serverPath];
  const server = await startProcess([...namespace.enter, ...words], {
    stdio: ["pipe", "pipe", "pipe"],
    // Not ours: NODE_OPTIONS could load anything into it.
    env: { ...helperEnvironment, [FACTOR_VARIABLE]: String(deadlineFactor()) },
    detached: true, // A terminal's Ctrl-C is for the suite, which unmounts when it is done.
  });
  const gone = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const faults = new Connection(server);
  const unmount = () => end(server, gone, [...namespace.enter, "umount", "-i", "-c", "-l", path]);
  try {
    await within(faults.ready, deadline("mount of stalefs"), "the mount of stalefs");
  } catch (error) {
    await unmount().catch(() => {}); // The first error tells more.
    throw error;
  }
  return { path, serverPath, faults, unmount, failure: () => failureOf(server) };
}

function failureOf({ exitCode, signalCode }: ChildProcess): string | null {
  const end = signalCode ?? exitCode;
  return end === null ? null : `the suite's own file system, stalefs, has ended by itself, with ${end}`;
}

/** The server unmounts when its stdin ends; one that does not, or was killed, leaves a mount to be taken away. */
async function end(server: ChildProcess, gone: Promise<void>, takeAway: readonly string[]): Promise<void> {
  server.stdin?.end();
  const end = () => within(gone, deadline("end of stalefs"), "the end of stalefs");
  try {
    await end().catch(() => {
      server.kill("SIGKILL");
      return end();
    });
  } finally {
    for (const stream of server.stdio) stream?.destroy(); // Who still holds the other end would keep this process from ending.
    if (server.exitCode !== 0) await run(takeAway);
  }
}

async function run([command, ...words]: readonly string[]): Promise<void> {
  const options = { env: helperEnvironment, ...endedAfter("command") };
  await new Promise((resolve) => execFile(command as string, words, options, resolve));
}
