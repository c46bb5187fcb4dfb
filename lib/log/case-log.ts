import { execFile } from "node:child_process";
import { constants, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Mounted } from "../filesystems/filesystem.ts";
import { giveTo } from "../host/account.ts";
import { deadline } from "../host/deadlines.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import type { MountNamespace } from "../host/namespace.ts";
import { removeTree } from "../host/remove-tree.ts";
import type { StreamLedger } from "../results/schema.ts";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";
import { untilArrived } from "./arrival.ts";
import { DeletionNotice, flush } from "./deletion-notice.ts";
import { HeldFile } from "./held-file.ts";
import { ledgersOf, type PerStream, unlogged } from "./ledger.ts";
import type { LogLimits } from "./limits.ts";
import { framingsOf, LogContent } from "./log-content.ts";
import { copyOf, openFile } from "./log-file.ts";
import type { LogFile, LogFiles } from "./log-files.ts";
import type { Segment } from "./segment.ts";
import { type StreamName, streams } from "./stream-name.ts";
import type { Writes } from "./tally.ts";
import type { Unlinked } from "./unlinked.ts";
import { withoutDropped } from "./whole-log.ts";
import { writtenBytes } from "./written.ts";

/**
 * The log of one container: the files at the far end of its fds 1 and 2, in a directory of its own. A case has one by the name of the case, and
 * one more for each process that it starts in its container.
 */
export class CaseLog implements LogFiles {
  readonly mounted: Mounted;
  readonly holds = new LogContent(() => this.#segments());
  readonly #namespace: MountNamespace;
  readonly #name: string;
  readonly #keep: string;
  readonly #limits: LogLimits | undefined;
  /** One a stream, or one for both. */
  #files: HeldFile[] = [];
  /** The stream in whose name a file of both was given to a fault. */
  #takenFor: StreamName | undefined;
  #rotated: ((file: string, n: number) => string) | undefined;
  #late: PerStream<number> = {};
  readonly #notice = new DeletionNotice();

  /**
   * @param name of its directory below the mount, unique there. A container may be given it to write, as a volume: it can plant links in it at
   * any time
   * @param keep a directory that no container sees
   */
  constructor(mounted: Mounted, namespace: MountNamespace, name: string, keep: string, limits?: LogLimits) {
    this.mounted = mounted;
    this.#namespace = namespace;
    this.#name = name;
    this.#keep = keep;
    this.#limits = limits;
  }

  /** As PID 1's side names them. */
  get paths(): LogPaths {
    const [stdout, stderr] = [this.#path("stdout"), this.#path("stderr")];
    return { stdout, stderr, ...(this.#limits && { limits: this.#limits }) };
  }

  /** Why the file system has ended by itself, where the suite serves it; null where it serves. */
  failure(): string | null {
    return this.mounted.failure?.() ?? null;
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
    const [directory, { as }] = [join(this.mounted.serverPath, this.#name), this.#namespace];
    mkdirSync(directory, 0o700);
    giveTo(as, directory);
    for (const stream of streams) {
      const serverPath = this.#onServer(this.#path(stream));
      const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDONLY;
      const fd = openSync(serverPath, flags, 0o644);
      giveTo(as, serverPath);
      this.#files.push(new HeldFile({ stream, path: this.#path(stream), serverPath }, fd));
    }
  }

  /** From now on the log is where the runtime keeps it; it is taken hold of there, and faults act on it. */
  adopt({ log }: Stdio): void {
    if (!log?.file) return;
    const path = log.file();
    const serverPath = this.#onServer(path);
    const file = new HeldFile({ stream: null, path, serverPath }, openFile(serverPath));
    for (const before of this.#files.splice(0, Number.POSITIVE_INFINITY, file)) before.close();
    this.#rotated = this.#limits && log.rotated;
  }

  files(wanted: readonly StreamName[]): LogFile[] {
    return this.#files.flatMap((file) => {
      const { path, serverPath } = file;
      if (file.stream === null) this.#takenFor ??= wanted[0];
      const stream = file.stream ?? this.#takenFor;
      return stream && wanted.includes(stream) ? [{ stream, path, serverPath }] : [];
    });
  }

  async aboutToDelete({ path, serverPath }: LogFile): Promise<void> {
    if (this.#caches(path)) await this.#notice.await(path);
    // What PID 1 writes from now on is nobody's to count: the server throws it away with the file.
    if (this.mounted.forgetsDeleted)
      this.#held(serverPath).exchange((fd) => copyOf(fd, join(this.#keep, `${this.#name}.kept`)));
  }

  setAside({ serverPath }: LogFile, path: string): void {
    this.#held(serverPath).setAside(path);
  }

  begunAnew({ serverPath }: LogFile): void {
    this.#held(serverPath).beginAnew(join(this.#keep, `${this.#name}.older`));
  }

  renamed({ serverPath }: LogFile): void {
    this.#held(serverPath).renamed();
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
   * After the deadline it resolves too: the ledger tells what was late.
   * @returns whether they hold it; what has no log has arrived
   */
  async arrived(writes: PerStream<Writes>, stdio: Stdio, milliseconds: number): Promise<boolean> {
    for (const { path } of this.#files) if (this.#caches(path)) await flush(path);
    if (stdio.unlogged) return true;
    const isThere = () => {
      this.#late = this.#missing(writes, stdio); // What comes when nobody waits any more was late.
      return Object.keys(this.#late).length === 0;
    };
    await untilArrived(isThere, dirname(this.#files[0]?.serverPath ?? ""), milliseconds);
    return Object.keys(this.#late).length === 0;
  }

  /** What all its segments hold of what was written, the oldest first. */
  async ledger(writes: PerStream<Writes>, stdio: Stdio): Promise<StreamLedger[]> {
    const ledgers = ledgersOf(this.#segments(), framingsOf(stdio), writes).map((ledger) =>
      this.#rotated && this.#limits?.maxBytes ? this.#withoutDropped(ledger, writes, stdio) : ledger,
    );
    if (stdio.unlogged) return ledgers.map(unlogged);
    const whole = ledgers.map(async (ledger) => {
      const late = this.#late[ledger.stream];
      const given = await stdio.delivered?.(ledger.stream);
      return {
        ...ledger,
        ...(late !== undefined && { late }),
        ...(given && this.holds.delivery(ledger.stream, given, stdio)),
      };
    });
    return await Promise.all(whole);
  }

  unlinked(): Unlinked {
    return this.holds.unlinked(this.files(streams));
  }

  remove(): void {
    for (const file of this.#files.splice(0)) file.close();
    this.#notice.close();
    removeTree(join(this.mounted.serverPath, this.#name));
  }

  #segments(): Segment[] {
    const older = this.#rotated;
    if (older) for (const file of this.#files) file.findRotated((n) => older(file.serverPath, n));
    return this.#files.flatMap(({ segments }) => segments);
  }

  /** Bytes of each stream that were acknowledged and are not in the log; no entry for none. */
  #missing(writes: PerStream<Writes>, stdio: Stdio): PerStream<number> {
    const ledgers = ledgersOf(this.#segments(), framingsOf(stdio), writes);
    return Object.fromEntries(
      ledgers.filter(({ lost }) => lost > 0).map(({ stream, lost }) => [stream, lost]),
    );
  }

  #withoutDropped(ledger: StreamLedger, writes: PerStream<Writes>, stdio: Stdio): StreamLedger {
    const { stream } = ledger;
    return withoutDropped(ledger, this.holds.kept(stream, stdio), writtenBytes(stream, writes[stream]));
  }

  #held(serverPath: string): HeldFile {
    return this.#files.find((file) => file.serverPath === serverPath) as HeldFile;
  }

  #caches(path: string): boolean {
    return this.mounted.cachesAttributes === true && path.startsWith(`${this.mounted.path}/`);
  }

  #onServer(path: string): string {
    const isOwn = path.startsWith(`${this.mounted.path}/`);
    return isOwn ? this.mounted.serverPath + path.slice(this.mounted.path.length) : path;
  }

  #path(stream: StreamName): string {
    return join(this.mounted.path, this.#name, `${stream}.log`);
  }
}
