import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { MachineError } from "../errors.ts";
import { endedAfter } from "../host/ended-after.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import { quoted } from "../host/shell-words.ts";
import type { ByHand, Filesystem, Mounted, Place } from "./filesystem.ts";
import { missingForNfs, nfsVersion } from "./nfs/requirements.ts";
import { type NfsServer, openNfsServer } from "./nfs/server.ts";
import { type NfsVariant, nfsVariants } from "./nfs/variants.ts";

export const nfs: readonly Filesystem[] = nfsVariants.map(filesystemOf);

type Way = Pick<NfsVariant, "version" | "options">;

/** The kernel's own client and server, by a loopback in a network namespace of the run's own: no port of the machine is taken. */
function filesystemOf({ name, summary, variantOf, ...way }: NfsVariant): Filesystem {
  return {
    name,
    summary,
    variantOf,
    offers: ["stop-server"],
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
  const cachesAttributes = !way.options?.includes("noac");
  return { path, cachesAttributes, ...serverSide(server), unmount: once(() => unmount(server, enter, path)) };
}

function serverSide(server: NfsServer): Pick<Mounted, "serverPath" | "forgetsDeleted" | "server"> {
  return { serverPath: server.path, forgetsDeleted: true, server };
}

// nolock: without the lock manager's daemon (statd) nothing is registered anywhere.
function optionsOf({ version, options }: Way): string {
  const vers = `vers=${version < 4 ? version : version.toFixed(1)}`;
  return [vers, "proto=tcp", version < 4 ? "nolock" : null, options].filter(Boolean).join(",");
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
  await promisify(execFile)(program as string, words, {
    env: helperEnvironment,
    ...endedAfter("NFS mount"),
  }).catch((error) => {
    const said = String(error.stderr || error.message).trim();
    throw new MachineError("MOUNT", `${command.join(" ")} failed: ${said}`);
  });
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
