import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { startHelper } from "../../host/helper-process.ts";

/** A kernel NFS server of the run's own. */
export interface NfsServer {
  /** A process in its network namespace, where it listens on 127.0.0.1. */
  readonly pid: number;
  /** What mount(8) mounts. The export is the root of all that NFSv4 sees (fsid=0); NFSv3 names it in full. */
  source(version: number): string;
  /** The exported directory, as the suite's own process reaches it. */
  readonly path: string;
  /** Ends its threads. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const NAMESPACES = ["unshare", "--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "--"];
const THREADS = 4;

/**
 * knfsd belongs to a network namespace (its threads, ports and exports: linux fs/nfsd/netns.h), so one that is made for it cannot
 * meet another. What its programs keep in /run and /var/lib/nfs is kept in a mount namespace.
 * @param directory an empty one of the run's own
 */
export async function openNfsServer(directory: string): Promise<NfsServer> {
  const path = join(directory, "export");
  mkdirSync(path);
  const helper = await startHelper("NFS server", NAMESPACES, SCRIPT, [path]);
  const lines = createInterface({ input: helper.stdout });
  const threads = async (count: number) => {
    const done = once(lines, "line");
    helper.stdin.write(`${count}\n`);
    await within(done, deadline("NFS server's threads"), "the start or the end of the NFS server's threads");
  };
  return {
    pid: helper.pid,
    source: (version) => `127.0.0.1:${version < 4 ? path : "/"}`,
    path: `/proc/${helper.pid}/root${path}`,
    stop: () => threads(0),
    start: () => threads(THREADS),
    close: () => helper.close(),
  };
}

/**
 * Daemons and all end with the PID namespace. With nfsdcld the server knows that no client of an earlier life can come back, and has no
 * period of grace; without it the first open of NFSv4 waits for one, here ten seconds, the least that it takes (nfsd(7)).
 */
const SCRIPT = `
set -e
export="$1"
ip link set lo up
mount -t tmpfs tmpfs "$export"
mount -t tmpfs tmpfs /run
mkdir -p /var/lib/nfs
mount -t tmpfs tmpfs /var/lib/nfs
mkdir -p /run/rpcbind /run/rpc_pipefs /var/lib/nfs/nfsdcld /var/lib/nfs/sm /var/lib/nfs/sm.bak
touch /var/lib/nfs/etab /var/lib/nfs/rmtab
mount -t nfsd nfsd /proc/fs/nfsd
echo 10 >/proc/fs/nfsd/nfsv4gracetime
echo 10 >/proc/fs/nfsd/nfsv4leasetime
mount -t rpc_pipefs rpc_pipefs /run/rpc_pipefs && nfsdcld -p /run/rpc_pipefs || :
trap 'rpc.nfsd 0; exportfs -au' EXIT
rpcbind -w
rpc.mountd
exportfs -i -o rw,no_root_squash,insecure,no_subtree_check,fsid=0 "127.0.0.1:$export"
rpc.nfsd ${THREADS}
echo ready >&2
while read -r count; do
  rpc.nfsd "$count"
  echo done
done
`;
