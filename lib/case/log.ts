import { execFile } from "node:child_process";
import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
  watch,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Faults, Mounted, StoppableServer } from "../filesystems/filesystem.ts";
import { within } from "../host/deadline.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import type { MountNamespace } from "../host/namespace.ts";
import type { StreamLedger } from "../results/schema.ts";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";
import { DeletionNotice, flush } from "./deletion-notice.ts";
import { ledgerOf, type StreamName, unlogged, type Writes } from "./ledger.ts";

const streams = ["stdout", "stderr"] as const;
type PerStream<T> = Partial<Record<StreamName, T>>;

const MOST_TEXT = 65_536;
const noWrites: Writes = { acked: 0, tried: 0, failed: {} };

/** The log of one case: the files at the far end of fds 1 and 2, in a directory of the case's own. */
export class CaseLog {
  readonly #mounted: Mounted;
  readonly #namespace: MountNamespace;
  readonly #directory: string;
  /** Kept open on the server's side, so that what was stored can still be counted after a deletion. */
  readonly #held = new Map<StreamName, number>();
  /** Names of the two files, as PID 1's side names them, or where an engine keeps them. */
  #files: LogPaths;
  /** The stream in whose name a file was deleted: one file may hold both. */
  readonly #deleted = new Map<string, StreamName>();
  #stopped: StoppableServer | null = null;
  #late: PerStream<number> = {};
  readonly #notice = new DeletionNotice();

  /** @param directory name of the case's directory below the mount; the caller has made it on the server's side */
  constructor(mounted: Mounted, namespace: MountNamespace, directory: string) {
    this.#mounted = mounted;
    this.#namespace = namespace;
    this.#directory = directory;
    this.#files = this.paths;
  }

  /** As PID 1's side names them. */
  get paths(): LogPaths {
    return { stdout: this.#path("stdout"), stderr: this.#path("stderr") };
  }

  get faults(): Faults | undefined {
    return this.#mounted.faults;
  }

  async stopServer(): Promise<void> {
    const { server } = this.#mounted;
    if (!server) throw new Error("this file system has no server that could be stopped");
    this.#stopped = server;
    await server.stop();
  }

  fill(): void {
    if (!this.#mounted.fill) throw new Error("this file system cannot be filled");
    this.#mounted.fill();
  }

  /** Whoever still waits for the server may go on: even a killed process asks it once more before it can end. */
  async startServer(): Promise<void> {
    const stopped = this.#stopped;
    this.#stopped = null;
    await stopped?.start();
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

  /** Creates both files, as log managers do, and keeps hold of them. */
  create(): void {
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
      const fd = openSync(this.serverPath(stream), constants.O_RDONLY);
      closeSync(this.#fd(stream));
      this.#held.set(stream, fd);
    }
  }

  /** Where the file really lives, behind the back of whoever has it open. */
  deleteOnServer(stream: StreamName): void {
    if (this.#caches(stream)) this.#notice.await(this.#files[stream]);
    this.#once(stream, (path) => {
      if (this.#mounted.forgetsDeleted) this.#holdCopy(path);
      unlinkSync(path);
    });
  }

  /** Through the very mount by which PID 1's side has it open. */
  async deleteThroughMount(stream: StreamName): Promise<void> {
    const [program, ...words] = [...this.#namespace.enter, "rm", this.#files[stream]];
    await this.#once(stream, () => promisify(execFile)(program as string, words, { env: helperEnvironment }));
  }

  /**
   * Resolves once the files hold what was acknowledged: what lies between PID 1 and the log when it is deleted is lost by chance.
   * After the deadline it resolves too, for then that is what there is to observe: the ledger tells what was late.
   */
  async arrived(writes: PerStream<Writes>, stdio: Stdio, milliseconds: number): Promise<void> {
    const isThere = async () => {
      this.#late = await this.#missing(writes, stdio);
      return Object.keys(this.#late).length === 0;
    };
    for (const stream of streams) if (this.#caches(stream)) await flush(this.#files[stream]);
    if (stdio.unlogged || (await isThere())) return;
    const watcher = watch(dirname(this.serverPath("stdout")));
    const arrival = new Promise<void>((resolve, reject) => {
      const look = () => void isThere().then((there) => there && resolve(), reject);
      watcher.on("change", look);
      look();
    });
    await within(arrival, milliseconds, "the arrival of the first output")
      .catch(() => {})
      .finally(() => watcher.close());
  }

  ledger(writes: PerStream<Writes>, stdio: Stdio): Promise<StreamLedger[]> {
    return Promise.all(
      streams.map(async (stream) => {
        const stored = stdio.stored ? await stdio.stored(stream, this.#holding) : this.#fd(stream);
        if (stdio.unlogged) return unlogged(stream, writes[stream] ?? noWrites, stored);
        const delivered = await stdio.delivered?.(stream);
        const late = this.#late[stream];
        return {
          ...ledgerOf(stream, writes[stream] ?? noWrites, stored),
          ...(late !== undefined && { late }),
          ...(delivered && { delivered: delivered.length }),
        };
      }),
    );
  }

  /** The beginning of what was stored of a stream, at most 64 KiB. */
  async text(stream: StreamName, stdio: Stdio | null): Promise<string> {
    if (stdio?.stored) return (await stdio.stored(stream, this.#holding)).toString("utf8", 0, MOST_TEXT);
    const bytes = Buffer.alloc(MOST_TEXT);
    return bytes.toString("utf8", 0, readSync(this.#fd(stream), bytes, 0, bytes.length, 0));
  }

  remove(): void {
    for (const fd of this.#held.values()) closeSync(fd);
    this.#held.clear();
    this.#notice.close();
    rmSync(join(this.#mounted.serverPath, this.#directory), { recursive: true, force: true });
  }

  #caches(stream: StreamName): boolean {
    return (
      this.#mounted.cachesAttributes === true && this.#files[stream].startsWith(`${this.#mounted.path}/`)
    );
  }

  /** Bytes of each stream that were acknowledged and are not in the log; no entry for none. */
  async #missing(writes: PerStream<Writes>, stdio: Stdio): Promise<PerStream<number>> {
    const all = await Promise.all(
      streams.map(async (one) => [one, (writes[one]?.acked ?? 0) - (await this.#size(one, stdio))] as const),
    );
    return Object.fromEntries(all.filter(([, missing]) => missing > 0));
  }

  async #size(stream: StreamName, stdio: Stdio): Promise<number> {
    return stdio.stored
      ? (await stdio.stored(stream, this.#holding)).length
      : fstatSync(this.#fd(stream)).size;
  }

  // What PID 1 writes from now on is nobody's to count: the server throws it away with the file.
  #holdCopy(path: string): void {
    for (const stream of streams.filter((one) => this.serverPath(one) === path)) {
      const copy = `${path}.${stream}.kept`;
      copyFileSync(path, copy);
      closeSync(this.#fd(stream));
      this.#held.set(stream, openSync(copy, constants.O_RDONLY));
    }
  }

  #once<T>(stream: StreamName, act: (path: string) => T): T | undefined {
    const path = this.serverPath(stream);
    const deletedFor = this.#deleted.get(path) ?? stream;
    this.#deleted.set(path, deletedFor);
    return deletedFor === stream ? act(path) : undefined;
  }

  get #holding(): Record<StreamName, number> {
    return { stdout: this.#fd("stdout"), stderr: this.#fd("stderr") };
  }

  #fd(stream: StreamName): number {
    return this.#held.get(stream) as number;
  }

  #path(stream: StreamName): string {
    return join(this.#mounted.path, this.#directory, `${stream}.log`);
  }
}
