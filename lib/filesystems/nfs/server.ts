import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { within } from "../../host/deadline.ts";
import { deadline } from "../../host/deadlines.ts";
import { startHelper } from "../../host/helper-process.ts";
import serverProgram from "./server.sh";

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
  const helper = await startHelper("NFS server", NAMESPACES, serverProgram, [path, String(THREADS)]);
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
