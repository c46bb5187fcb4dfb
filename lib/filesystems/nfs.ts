import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import type { ByHand, Filesystem, Mounted, Place } from "./filesystem.ts";
import { missingForNfs, nfsVersion } from "./nfs/requirements.ts";
import { type NfsServer, openNfsServer } from "./nfs/server.ts";

/** nfs(5). */
interface Variant {
  readonly name: string;
  readonly summary: string;
  readonly version: number;
  /** Mount options that make the case, besides the version. */
  readonly options: string;
  /** See Filesystem. */
  readonly variantOf?: string;
}

// Without noac a deletion is seen when the cached attributes have expired, seconds later; with it at the next call.
export const nfs: readonly Filesystem[] = [
  variant({
    name: "nfs3",
    version: 3,
    options: "noac",
    summary: "the kernel's NFSv3, a server of the run's own",
  }),
  variant({
    name: "nfs4",
    version: 4.2,
    options: "noac",
    summary: "the kernel's NFSv4.2, a server of the run's own",
  }),
  variant({
    name: "nfs4.1",
    version: 4.1,
    options: "noac",
    summary: "the same by NFSv4.1",
    variantOf: "nfs4",
  }),
  variant({
    name: "nfs4.0",
    version: 4.0,
    options: "noac",
    summary: "the same by NFSv4.0",
    variantOf: "nfs4",
  }),
  variant({
    name: "nfs3+soft",
    version: 3,
    options: "noac,soft,timeo=30,retrans=0",
    summary: "NFSv3 that gives up after a second without an answer",
    variantOf: "nfs3",
  }),
];

type Way = Pick<Variant, "version" | "options">;

/** The kernel's own client and server, by a loopback in a network namespace of the run's own: no port of the machine is taken. */
function variant({ name, summary, variantOf, ...way }: Variant): Filesystem {
  return {
    name,
    summary,
    variantOf,
    detect: async () => missingForNfs() ?? { found: true, version: nfsVersion() },
    mount: (place) => mount(place, way),
    byHand: (directory) => byHand(directory, way),
  };
}

async function mount({ directory, namespace }: Place, way: Way): Promise<Mounted> {
  const path = join(directory, "mount");
  mkdirSync(path);
  const server = await openNfsServer(directory);
  const enter = [...namespace.enter, "nsenter", `--net=/proc/${server.pid}/ns/net`, "--"];
  try {
    await run([...enter, "mount", "-t", "nfs", "-o", optionsOf(way), server.source(way.version), path]);
  } catch (error) {
    await server.close();
    throw error;
  }
  return { path, ...serverSide(server), unmount: once(() => unmount(server, enter, path)) };
}

function serverSide(server: NfsServer): Pick<Mounted, "serverPath" | "forgetsDeleted" | "server"> {
  return { serverPath: server.path, forgetsDeleted: true, server };
}

// nolock: without the lock manager's daemon (statd) nothing is registered anywhere.
function optionsOf({ version, options }: Way): string {
  return `vers=${version < 4 ? version : version.toFixed(1)},proto=tcp,${version < 4 ? "nolock," : ""}${options}`;
}

// By force first: with its server stopped, whoever waits on a hard mount is let go with EIO.
async function unmount(server: NfsServer, enter: readonly string[], path: string): Promise<void> {
  try {
    await run([...enter, "umount", "-f", "-l", path]);
  } finally {
    await server.close();
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}

async function run(command: readonly string[]): Promise<void> {
  const [program, ...words] = command;
  await promisify(execFile)(program as string, words, { env: helperEnvironment, timeout: 30_000 }).catch(
    (error) => {
      const said = String(error.stderr || error.message).trim();
      throw new MachineError("MOUNT", `${command.join(" ")} failed: ${said}`);
    },
  );
}

function byHand(directory: string, way: Way): ByHand {
  const place = quoted(directory);
  return {
    mount: `server=${quoted(`${directory}.export`)}; mkdir "$server"; mount -t tmpfs tmpfs "$server"
exportfs -i -o rw,no_root_squash,insecure,no_subtree_check,fsid=0 "127.0.0.1:$server" # systemctl start nfs-server
mount -t nfs -o ${optionsOf(way)} "127.0.0.1:${way.version < 4 ? "$server" : "/"}" ${place}`,
    stopServer: "rpc.nfsd 0",
    unmount: `umount -f -l ${place}; exportfs -u "127.0.0.1:$server"; umount "$server"`,
  };
}
