import { execFile } from "node:child_process";
import { closeSync, constants, fstatSync, openSync, readSync, rmSync, unlinkSync, watch } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Faults, Mounted } from "../filesystems/filesystem.ts";
import { within } from "../host/deadline.ts";
import { helperEnvironment } from "../host/helper-process.ts";
import type { MountNamespace } from "../host/namespace.ts";
import type { StreamLedger } from "../results/schema.ts";
import type { LogPaths, Stdio } from "../strategies/strategy.ts";
import { ledgerOf, type StreamName, type Writes } from "./ledger.ts";

const streams = ["stdout", "stderr"] as const;
type PerStream<T> = Partial<Record<StreamName, T>>;

const noWrites: Writes = { acked: 0, tried: 0, failed: {} };

/** The log of one case: the files at the far end of fds 1 and 2, in a directory of the case's own. */
export class CaseLog {
  readonly #mounted: Mounted;
  readonly #namespace: MountNamespace;
  readonly #directory: string;
  /** Kept open on the server's side, so that what was stored can still be counted after a deletion. */
  readonly #held = new Map<StreamName, number>();

  /** @param directory name of the case's directory below the mount; the caller has made it on the server's side */
  constructor(mounted: Mounted, namespace: MountNamespace, directory: string) {
    this.#mounted = mounted;
    this.#namespace = namespace;
    this.#directory = directory;
  }

  /** As PID 1's side names them. */
  get paths(): LogPaths {
    return { stdout: this.#path("stdout"), stderr: this.#path("stderr") };
  }

  get faults(): Faults | undefined {
    return this.#mounted.faults;
  }

  serverPath(stream: StreamName): string {
    return join(this.#mounted.serverPath, this.#directory, `${stream}.log`);
  }

  /** Creates both files, as log managers do, and keeps hold of them. */
  create(): void {
    for (const stream of streams) {
      const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDONLY;
      this.#held.set(stream, openSync(this.serverPath(stream), flags, 0o644));
    }
  }

  /** Where the file really lives, behind the back of whoever has it open. */
  deleteOnServer(stream: StreamName): void {
    unlinkSync(this.serverPath(stream));
  }

  /** Through the very mount by which PID 1's side has it open. */
  async deleteThroughMount(stream: StreamName): Promise<void> {
    const [program, ...words] = [...this.#namespace.enter, "rm", this.#path(stream)];
    await promisify(execFile)(program as string, words, { env: helperEnvironment });
  }

  /**
   * Resolves once the files hold what was acknowledged: what lies between PID 1 and the log when it is deleted is lost by chance.
   * After the deadline it resolves too, for then that is what there is to observe.
   */
  async arrived(writes: PerStream<Writes>, stdio: Stdio, milliseconds: number): Promise<void> {
    const isThere = async () => {
      const sizes = await Promise.all(streams.map((one) => this.#size(one, stdio)));
      return streams.every((one, index) => (sizes[index] as number) >= (writes[one]?.acked ?? 0));
    };
    if (await isThere()) return;
    const watcher = watch(join(this.#mounted.serverPath, this.#directory));
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
        const stored = stdio.stored ? await stdio.stored(stream, this.#files) : this.#fd(stream);
        return ledgerOf(stream, writes[stream] ?? noWrites, stored);
      }),
    );
  }

  /** The beginning of what was stored of a stream, at most 64 KiB. */
  text(stream: StreamName): string {
    const bytes = Buffer.alloc(65_536);
    return bytes.toString("utf8", 0, readSync(this.#fd(stream), bytes, 0, bytes.length, 0));
  }

  remove(): void {
    for (const fd of this.#held.values()) closeSync(fd);
    this.#held.clear();
    rmSync(join(this.#mounted.serverPath, this.#directory), { recursive: true, force: true });
  }

  async #size(stream: StreamName, stdio: Stdio): Promise<number> {
    return stdio.stored ? (await stdio.stored(stream, this.#files)).length : fstatSync(this.#fd(stream)).size;
  }

  get #files(): Record<StreamName, number> {
    return { stdout: this.#fd("stdout"), stderr: this.#fd("stderr") };
  }

  #fd(stream: StreamName): number {
    return this.#held.get(stream) as number;
  }

  #path(stream: StreamName): string {
    return join(this.#mounted.path, this.#directory, `${stream}.log`);
  }
}
