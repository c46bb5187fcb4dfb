import { execFile } from "node:child_process";
import { closeSync, constants, type FSWatcher, mkdirSync, openSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { DeadlineError } from "../errors.ts";
import type { LogFile, LogFiles } from "../faults/fault.ts";
import type { Mounted } from "../filesystems/filesystem.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import type { MountNamespace } from "../host/namespace.ts";
import { removeTree } from "../host/remove-tree.ts";
import { watch } from "../host/watch.ts";
import type { StreamLedger } from "../results/schema.ts";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";
import { DeletionNotice, flush } from "./deletion-notice.ts";
import { deliveryOf } from "./delivery.ts";
import { ledgerOf, type StreamName, unlogged, type Writes } from "./ledger.ts";
import { copyOf, openFile } from "./log-file.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { wholeFile } from "./whole-file.ts";

const streams = ["stdout", "stderr"] as const;
type PerStream<T> = Partial<Record<StreamName, T>>;

const MOST_TEXT = 65_536;
const noWrites: Writes = { acked: 0, tried: 0, failed: {} };

/**
 * The log of one container: the files at the far end of its fds 1 and 2, in a directory of its own. A case has one by the name of the case, and
 * one more for each process that it starts in its container.
 */
export class CaseLog implements LogFiles {
  readonly #mounted: Mounted;
  readonly #namespace: MountNamespace;
  readonly #name: string;
  readonly #keep: string;
  /** Kept open on the server's side, so that what was stored can still be counted after a deletion. */
  readonly #held = new Map<StreamName, number>();
  /** Names of the two files, as PID 1's side names them, or where an engine keeps them. */
  #files: LogPaths;
  /** The stream in whose name a file was given to a fault: one file may hold both. */
  readonly #taken = new Map<string, StreamName>();
  #late: PerStream<number> = {};
  readonly #notice = new DeletionNotice();

  /**
   * @param name of its directory below the mount, unique there. A container may be given it to write, as a volume: it can plant links in it at
   * any time
   * @param keep a directory that no container sees
   */
  constructor(mounted: Mounted, namespace: MountNamespace, name: string, keep: string) {
    this.#keep = keep;
    this.#mounted = mounted;
    this.#namespace = namespace;
    this.#name = name;
    this.#files = this.paths;
  }

  /** As PID 1's side names them. */
  get paths(): LogPaths {
    return { stdout: this.#path("stdout"), stderr: this.#path("stderr") };
  }

  get mounted(): Mounted {
    return this.#mounted;
  }

  /** Why the file system has ended by itself, where the suite serves it; null where it serves. */
  failure(): string | null {
    return this.#mounted.failure?.() ?? null;
  }

  serverPath(stream: StreamName): string {
    const path = this.#files[stream];
    const own = path.startsWith(`${this.#mounted.path}/`);
    return own ? this.#mounted.serverPath + path.slice(this.#mounted.path.length) : path;
  }

  /** Whether something was deleted on the server that the mount need not know of yet. */
  get isUnnoticed(): boolean {
    return this.#notice.isPending;
  }

  /** Resolves when the mount knows of what was deleted on the server. @throws DeadlineError */
  noticed(): Promise<void> {
    return this.#notice.noticed();
  }

  /** Creates both files in their directory, as log managers do, and keeps hold of them. */
  create(): void {
    // A program that a container leaves there and marks setuid is nobody else's to run.
    mkdirSync(join(this.#mounted.serverPath, this.#name), 0o700);
    for (const stream of streams) {
      const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDONLY;
      this.#held.set(stream, openSync(this.serverPath(stream), flags, 0o644));
    }
  }

  /** From now on the log is where the runtime keeps it; it is taken hold of there, and faults act on it. */
  adopt(stdio: Stdio): void {
    if (!stdio.files) return;
    this.#files = stdio.files();
    for (const stream of streams) {
      const fd = openFile(this.serverPath(stream));
      closeSync(this.#fd(stream));
      this.#held.set(stream, fd);
    }
  }

  files(wanted: readonly StreamName[]): LogFile[] {
    return wanted.flatMap((stream) => {
      const serverPath = this.serverPath(stream);
      const takenFor = this.#taken.get(serverPath) ?? stream;
      this.#taken.set(serverPath, takenFor);
      return takenFor === stream ? [{ stream, path: this.#files[stream], serverPath }] : [];
    });
  }

  async aboutToDelete({ stream, path, serverPath }: LogFile): Promise<void> {
    if (this.#caches(stream)) await this.#notice.await(path);
    if (this.#mounted.forgetsDeleted) this.#holdCopy(serverPath);
  }

  async inside(program: string, ...words: string[]): Promise<void> {
    const [first, ...rest] = [...this.#namespace.enter, program, ...words];
    await promisify(execFile)(first as string, rest, {
      env: helperEnvironment,
      timeout: deadline("command"),
      killSignal: "SIGKILL",
    });
  }

  /**
   * Resolves once the files hold what was acknowledged: what lies between PID 1 and the log when it is deleted is lost by chance.
   * After the deadline it resolves too, for then that is what there is to observe: the ledger tells what was late.
   */
  async arrived(writes: PerStream<Writes>, stdio: Stdio, milliseconds: number): Promise<void> {
    let isOver = false;
    const isThere = async () => {
      const missing = await this.#missing(writes, stdio);
      if (!isOver) this.#late = missing; // What comes when nobody waits any more was late.
      return Object.keys(missing).length === 0;
    };
    for (const stream of streams) if (this.#caches(stream)) await flush(this.#files[stream]);
    if (stdio.unlogged || (await isThere())) return;
    let watcher: FSWatcher | undefined;
    const arrival = new Promise<void>((resolve, reject) => {
      const look = oneAtATime(async () => (await isThere()) && resolve(), reject);
      watcher = watch(dirname(this.serverPath("stdout")), look, reject);
      look();
    });
    await within(arrival, milliseconds, "the arrival of the first output")
      .catch((error) => {
        if (!(error instanceof DeadlineError)) throw error;
      })
      .finally(() => {
        isOver = true;
        watcher?.close();
      });
  }

  ledger(writes: PerStream<Writes>, stdio: Stdio): Promise<StreamLedger[]> {
    return Promise.all(streams.map((stream) => this.#ledger(stream, writes[stream] ?? noWrites, stdio)));
  }

  /** The beginning of what was stored of a stream, at most 64 KiB; where the log does not tell them apart, the other's follows. */
  async text(stream: StreamName, stdio: Stdio | null): Promise<string> {
    if (stdio?.stored && stdio.isOneLog) {
      const others = streams.filter((one) => one !== stream);
      const both = await Promise.all([stream, ...others].map((one) => stdio.stored?.(one, this.#holding)));
      return both
        .map((part) => part?.toString("utf8", 0, MOST_TEXT) ?? "")
        .join("")
        .slice(0, MOST_TEXT);
    }
    if (stdio?.stored) return (await stdio.stored(stream, this.#holding)).toString("utf8", 0, MOST_TEXT);
    const bytes = Buffer.alloc(MOST_TEXT);
    return bytes.toString("utf8", 0, readSync(this.#fd(stream), bytes, 0, bytes.length, 0));
  }

  remove(): void {
    for (const fd of this.#held.values()) closeSync(fd);
    this.#held.clear();
    this.#notice.close();
    removeTree(join(this.#mounted.serverPath, this.#name));
  }

  #caches(stream: StreamName): boolean {
    return (
      this.#mounted.cachesAttributes === true && this.#files[stream].startsWith(`${this.#mounted.path}/`)
    );
  }

  async #ledger(stream: StreamName, writes: Writes, stdio: Stdio): Promise<StreamLedger> {
    const stored = await this.#stored(stream, stdio);
    if (stdio.unlogged) return unlogged(stream, writes, stored);
    const delivered = await stdio.delivered?.(stream);
    const late = this.#late[stream];
    return {
      ...ledgerOf(stream, writes, stored),
      streams: stdio.isOneLog ? "together" : "apart",
      ...(late !== undefined && { late }),
      ...(delivered && deliveryOf(typeof stored === "number" ? wholeFile(stored) : stored, delivered)),
    };
  }

  async #stored(stream: StreamName, { stored }: Stdio): Promise<number | Buffer> {
    return stored ? await stored(stream, this.#holding) : this.#fd(stream);
  }

  /** Bytes of each stream that were acknowledged and are not in the log; no entry for none. */
  async #missing(writes: PerStream<Writes>, stdio: Stdio): Promise<PerStream<number>> {
    const all = await Promise.all(
      streams.map(async (one) => {
        const said = writes[one];
        return [one, said ? ledgerOf(one, said, await this.#stored(one, stdio)).lost : 0] as const;
      }),
    );
    return Object.fromEntries(all.filter(([, missing]) => missing > 0));
  }

  // What PID 1 writes from now on is nobody's to count: the server throws it away with the file.
  #holdCopy(path: string): void {
    for (const stream of streams.filter((one) => this.serverPath(one) === path)) {
      const held = this.#fd(stream);
      this.#held.set(stream, copyOf(held, join(this.#keep, `${this.#name}.${stream}.kept`)));
      closeSync(held);
    }
  }

  get #holding(): Record<StreamName, number> {
    return { stdout: this.#fd("stdout"), stderr: this.#fd("stderr") };
  }

  #fd(stream: StreamName): number {
    return this.#held.get(stream) as number;
  }

  #path(stream: StreamName): string {
    return join(this.#mounted.path, this.#name, `${stream}.log`);
  }
}
