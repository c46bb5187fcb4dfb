import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from "node:fs";
import content from "../../images/node/workloads/content.cjs";
import type { PipeMaker } from "../host/pipes.ts";
import type { Accepts } from "../strategies/accepted-as.ts";
import { exceptNonblock, is, nothingOfTheHosts, type Rule } from "../strategies/rules.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";
import { Feeder } from "./feeder.ts";

/** What a claim has whoever calls the runtime do to fds 0–2 before, besides what the strategy does. */
export interface Caller {
  /** Descriptors without which the runtime is started; the claim judges what PID 1 finds there. */
  readonly closed?: readonly number[];
  /** Bytes that come by a pipe on fd 0, and then its end. What a pipe holds waits in it; more is written on as it is read. */
  readonly stdin?: number;
  /** The caller has the same pipe, and finds out what is left in it; only of what a pipe holds. */
  readonly looksBack?: true;
  /** Whether the descriptions of fds 1 and 2 have O_NONBLOCK; only where the suite holds both. */
  readonly nonblock?: true;
}

/** The strategy's wiring as this caller hands it on. */
export async function asCaller(stdio: Stdio, caller: Caller, pipes: PipeMaker): Promise<CallerStdio> {
  const result = new CallerStdio(stdio);
  try {
    for (const fd of caller.closed ?? []) result.shut(fd);
    if (caller.stdin !== undefined) await result.feed(caller.stdin, caller.looksBack === true, pipes);
    if (caller.nonblock) result.unblock();
    return result;
  } catch (error) {
    await result.close(); // And with it what it had opened itself so far.
    throw error;
  }
}

/** A strategy's wiring with some descriptors in other hands; everything else is the strategy's own. */
export class CallerStdio implements Stdio {
  readonly sources: [Source, Source, Source];
  accepts: Accepts;
  readonly #inner: Stdio;
  /** Descriptors of ours that end with the runtime's own copies. */
  readonly #passing: number[] = [];
  /** Those that are kept, to look at what others did to their descriptions. */
  readonly #kept: number[] = [];
  #seen: boolean[] = [];
  #feeder: Feeder | null = null;
  /** The caller's own reading end of fd 0, which waits for nobody. */
  #back: number | null = null;
  #left: number | null = null;

  constructor(inner: Stdio) {
    this.#inner = inner;
    this.sources = [...inner.sources];
    this.accepts = inner.accepts;
    // What a strategy has besides is its own matter, and stays.
    for (const name of ["unlogged", "log", "delivered", "engine", "reader"] as const) {
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

  /** What a runtime makes of the strategy otherwise, it makes of this too. */
  #replace(fd: number, source: Source, rules: (own: readonly Rule[]) => Rule[]): void {
    this.sources[fd] = source;
    const [own, ...others] = this.accepts;
    this.accepts = [{ ...own, rules: rules(own.rules) }, ...others];
  }

  async feed(size: number, looksBack: boolean, pipes: PipeMaker): Promise<void> {
    const { read, write, inode } = await pipes.make();
    this.#passing.push(read);
    if (looksBack) this.#back = openSync(`/proc/self/fd/${read}`, constants.O_RDONLY | constants.O_NONBLOCK);
    if (size > PIPE) this.#feeder = new Feeder(write, size);
    else fill(write, size);
    const pipe = is(0, { kind: "pipe", target: `pipe:[${inode}]`, access: "read" });
    this.#replace(0, { kind: "descriptor", fd: read }, (own) => [
      pipe,
      ...own.filter(({ about }) => !about.includes(0)),
    ]);
  }

  unblock(): void {
    for (const fd of [1, 2]) {
      const source = this.sources[fd];
      if (source?.kind !== "descriptor")
        throw new Error("only a wiring by descriptors can be made non-blocking");
      const own = openSync(`/proc/self/fd/${source.fd}`, constants.O_WRONLY | constants.O_NONBLOCK);
      this.#kept.push(own);
      this.#replace(fd, { kind: "descriptor", fd: own }, (rules) =>
        rules.map((rule) => (rule.about[0] === fd ? exceptNonblock(rule) : rule)),
      );
    }
  }

  /** Whether O_NONBLOCK is set on the descriptions of fds 1 and 2, as their caller finds them now, or found them last. */
  nonblocking(): boolean[] {
    if (this.#kept.length > 0) this.#seen = this.#kept.map(isNonblocking);
    return this.#seen;
  }

  /** Bytes that are left in the pipe on fd 0; to find that out takes them. Null where the caller does not look. */
  left(): number | null {
    if (this.#back !== null && this.#left === null) this.#left = bytesIn(this.#back);
    return this.#left;
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

  #letGo(): void {
    this.nonblocking();
    this.left();
    this.#feeder?.close();
    if (this.#back !== null) this.#kept.push(this.#back);
    this.#back = null;
    for (const fd of [...this.#kept.splice(0), ...this.#passing.splice(0)]) closeSync(fd);
  }
}

/** What a pipe holds: pipe(7), Pipe capacity. */
const PIPE = 65_536;

function fill(pipe: number, size: number): void {
  try {
    if (size > 0) writeSync(pipe, content.slice("stdin", 0, size));
  } finally {
    closeSync(pipe);
  }
}

function bytesIn(pipe: number): number {
  const buffer = Buffer.alloc(PIPE);
  for (let sum = 0; ; ) {
    const n = readSome(pipe, buffer);
    if (n === 0) return sum;
    sum += n;
  }
}

/** 0 where there is nothing, whether or not more may come. */
function readSome(pipe: number, buffer: Buffer): number {
  try {
    return readSync(pipe, buffer, 0, buffer.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return 0;
    throw error;
  }
}

function isNonblocking(fd: number): boolean {
  const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))?.[1] ?? "0";
  return (Number.parseInt(flags, 8) & constants.O_NONBLOCK) !== 0;
}
