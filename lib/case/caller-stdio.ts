import { closeSync, constants, fchmodSync, fchownSync, fstatSync, openSync, writeFileSync } from "node:fs";
import content from "../../images/node/workloads/content.cjs";
import { makeFullDevice, makeNullDevice, makesDeviceNodes } from "../host/device-nodes.ts";
import type { PipeMaker } from "../host/pipes.ts";
import { type HostSide, hostSide } from "../observe/host-side.ts";
import type { Accepts } from "../strategies/accepted-as.ts";
import { exceptNonblock, is, nothingOfTheHosts, type Rule, readableNull } from "../strategies/rules.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";
import { FedPipe } from "./fed-pipe.ts";

const { O_RDONLY, O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK } = constants;

/** A strategy's wiring with some descriptors in other hands; everything else is the strategy's own. */
export class CallerStdio implements Stdio {
  readonly sources: [Source, Source, Source];
  accepts: Accepts;
  above: readonly number[] = [];
  readonly #inner: Stdio;
  /** Descriptors of ours that end with the runtime's own copies. */
  readonly #passing: number[] = [];
  /** Those that are kept, to look at what others did to their descriptions, by what they are to the runtime. */
  readonly #kept = new Map<number, number>();
  readonly #devices = new Set<string>();
  #fed: FedPipe | null = null;
  #before: readonly HostSide[] = [];
  #seen: readonly HostSide[] = [];

  constructor(inner: Stdio) {
    this.#inner = inner;
    this.sources = [...inner.sources];
    this.accepts = inner.accepts;
    // What a strategy has besides is its own matter, and stays.
    for (const name of ["unlogged", "log", "delivered", "engine", "reader", "terminal"] as const) {
      if (inner[name]) Object.assign(this, { [name]: inner[name] });
    }
  }

  /** Whatever else is taken for honest, `fd` then is nothing of the host's. */
  shut(fd: number): void {
    this.sources[fd] = { kind: "closed" };
    const without = (rules: readonly Rule[]) => rules.filter(({ about }) => !about.includes(fd));
    const [own, ...others] = this.accepts.map((one) => ({
      ...one,
      rules: [...without(one.rules), nothingOfTheHosts(fd)],
    }));
    this.accepts = [own as Accepts[0], ...others];
  }

  async feed(size: number, looksBack: boolean, pipes: PipeMaker): Promise<void> {
    this.#fed = await FedPipe.make(size, looksBack, pipes);
    const { read, inode } = this.#fed;
    this.#passing.push(read);
    this.#stdin(
      { kind: "descriptor", fd: read },
      is(0, { kind: "pipe", target: `pipe:[${inode}]`, access: "read" }),
    );
  }

  giveNull(): void {
    this.#stdin({ kind: "null" }, is(0, readableNull));
  }

  feedFile(size: number, path: string): void {
    writeFileSync(path, content.slice("stdin", 0, size));
    const fd = openSync(path, O_RDONLY);
    this.#kept.set(0, fd);
    this.#stdin({ kind: "descriptor", fd }, is(0, { kind: "file", target: path, access: "read" }));
  }

  async feedDevice(path: string): Promise<void> {
    await makeNullDevice(path);
    const fd = openSync(path, O_RDONLY);
    this.#kept.set(0, fd);
    this.#stdin({ kind: "descriptor", fd }, is(0, readableNull)); // Which of these devices it is, is the runtime's to choose.
  }

  /** To the case's own, since a runtime may change its mode; to the machine's where none can be made, whose mode nobody without root changes. */
  async leadToFull(fd: 1 | 2, path: string): Promise<void> {
    const isOwn = await makesDeviceNodes();
    if (isOwn) await makeFullDevice(path);
    this.#lead(fd, isOwn ? path : "/dev/full");
  }

  /** To a device, of which nothing is kept. */
  #lead(fd: 1 | 2, path: string): void {
    this.#devices.add(path);
    this.sources[fd] = { kind: "file", path };
    const rule = is(fd, { kind: "device", target: path, access: "write" });
    this.#rules((own) => [rule, ...own.filter(({ about }) => !about.includes(fd))]);
  }

  /** The strategy's files. */
  open(reach: (path: string) => string): void {
    for (const [fd, source] of this.sources.entries()) {
      if (source.kind !== "file") continue;
      const opened = openSync(reach(source.path), O_WRONLY | O_APPEND);
      this.#passing.push(opened);
      this.sources[fd] = { kind: "descriptor", fd: opened };
      // What has gone stale cannot be asked what it is, so nothing is said of it.
      this.#rules((own) => own.filter(({ about }) => !about.includes(fd)));
    }
  }

  unblock(): void {
    for (const fd of [1, 2]) {
      const source = this.sources[fd];
      if (source?.kind !== "descriptor")
        throw new Error("only a wiring by descriptors can be made non-blocking");
      this.#keep(fd, openSync(`/proc/self/fd/${source.fd}`, O_WRONLY | O_NONBLOCK));
      this.#rules((rules) => rules.map((rule) => (rule.about[0] === fd ? exceptNonblock(rule) : rule)));
    }
  }

  /** Files and pipes; of a pipe it has a description of its own. */
  hold(): void {
    for (const [fd, source] of this.sources.entries()) {
      if (this.#kept.has(fd)) continue;
      if (source.kind === "file" && !this.#devices.has(source.path))
        this.#keep(fd, openSync(source.path, O_WRONLY | O_APPEND | O_CREAT, 0o644));
      if (source.kind !== "descriptor" || this.#passing.includes(source.fd)) continue;
      if (fstatSync(source.fd).isFIFO())
        this.#keep(fd, openSync(`/proc/self/fd/${source.fd}`, fd === 0 ? O_RDONLY : O_WRONLY));
    }
  }

  openAbove(count: number, path: string): void {
    const files = Array.from({ length: count }, (_, index) => `${path}-${3 + index}`);
    for (const [index, file] of files.entries()) {
      writeFileSync(file, `above ${3 + index}\n`);
      this.#kept.set(3 + index, openSync(file, O_RDWR));
    }
    this.above = files.map((_, index) => this.#kept.get(3 + index) as number);
  }

  own({ uid, gid, mode }: { uid: number; gid: number; mode: number }): void {
    if (process.getuid?.() !== 0) return;
    for (const fd of this.#kept.values()) {
      if (fstatSync(fd).isFIFO()) continue; // Its owner is nobody's permission.
      fchownSync(fd, uid, gid);
      fchmodSync(fd, mode);
    }
  }

  /** What is there now is what may not change. */
  remember(): void {
    this.#before = this.look();
  }

  get before(): readonly HostSide[] {
    return this.#before;
  }

  /** The descriptions that are kept, as their caller finds them now, or found them last. */
  look(): readonly HostSide[] {
    if (this.#kept.size > 0) this.#seen = [...this.#kept].map(([fd, held]) => hostSide(held, fd));
    return this.#seen;
  }

  /** Bytes that are left in the pipe on fd 0. Null where the caller does not look. */
  left(): number | null {
    return this.#fed?.left() ?? null;
  }

  passed(): void {
    for (const fd of this.#passing.splice(0)) closeSync(fd);
    this.#inner.passed();
  }

  drained(): Promise<void> {
    this.#letGo();
    return this.#inner.drained();
  }

  close(): Promise<void> {
    this.#letGo();
    return this.#inner.close();
  }

  #stdin(source: Source, rule: Rule): void {
    this.sources[0] = source;
    // Of a terminal that the runtime makes PID 1 has all three, whatever its caller's fd 0 is.
    if (this.sources.some(({ kind }) => kind === "terminal")) return;
    this.#rules((own) => [rule, ...own.filter(({ about }) => !about.includes(0))]);
  }

  #keep(fd: number, held: number): void {
    this.#kept.set(fd, held);
    this.sources[fd] = { kind: "descriptor", fd: held };
  }

  /** What a runtime makes of the strategy otherwise, it makes of this too. */
  #rules(rules: (own: readonly Rule[]) => Rule[]): void {
    const [own, ...others] = this.accepts;
    this.accepts = [{ ...own, rules: rules(own.rules) }, ...others];
  }

  #letGo(): void {
    this.look();
    this.#fed?.letGo();
    for (const fd of [...this.#kept.values(), ...this.#passing.splice(0)]) closeSync(fd);
    this.#kept.clear();
  }
}
