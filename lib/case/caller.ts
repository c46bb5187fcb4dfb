import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";
import content from "../../images/node/workloads/content.cjs";
import type { PipeMaker } from "../host/pipes.ts";
import type { Accepts } from "../strategies/accepted-as.ts";
import { exceptNonblock, is, nothingOfTheHosts, type Rule, readableNull } from "../strategies/rules.ts";
import type { Source, Stdio } from "../strategies/strategy.ts";

/** What a claim has whoever calls the runtime do to fds 0–2 before, besides what the strategy does. */
export interface Caller {
  /** Descriptors without which the runtime is started; the claim judges what PID 1 finds there. */
  readonly closed?: readonly number[];
  /**
   * Bytes that wait in a pipe on fd 0, whose writing end is closed; as much as a pipe holds, so that nobody needs to write on. Or it is /dev/null. Where
   * PID 1 has a terminal that the runtime makes, that is its fd 0 all the same.
   */
  readonly stdin?: number | "null";
  /** Whether the descriptions of fds 1 and 2 have O_NONBLOCK; only where the suite holds both. */
  readonly nonblock?: true;
}

/** The strategy's wiring as this caller hands it on. */
export async function asCaller(stdio: Stdio, caller: Caller, pipes: PipeMaker): Promise<CallerStdio> {
  const result = new CallerStdio(stdio);
  try {
    for (const fd of caller.closed ?? []) result.shut(fd);
    if (caller.stdin === "null") result.giveNull();
    else if (caller.stdin !== undefined) await result.feed(caller.stdin, pipes);
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

  /** What a runtime makes of the strategy otherwise, it makes of this too. */
  #replace(fd: number, source: Source, rules: (own: readonly Rule[]) => Rule[]): void {
    this.sources[fd] = source;
    const [own, ...others] = this.accepts;
    this.accepts = [{ ...own, rules: rules(own.rules) }, ...others];
  }

  async feed(size: number, pipes: PipeMaker): Promise<void> {
    const { read, write, inode } = await pipes.make();
    this.#passing.push(read);
    try {
      if (size > 0) writeSync(write, content.slice("stdin", 0, size));
    } finally {
      closeSync(write);
    }
    const pipe = is(0, { kind: "pipe", target: `pipe:[${inode}]`, access: "read" });
    this.#replace(0, { kind: "descriptor", fd: read }, (own) => this.#terminalOr(own, [pipe]));
  }

  giveNull(): void {
    this.#replace(0, { kind: "null" }, (own) => this.#terminalOr(own, [is(0, readableNull)]));
  }

  #terminalOr(own: readonly Rule[], instead: readonly Rule[]): Rule[] {
    const isTerminal = this.#inner.sources.some(({ kind }) => kind === "terminal");
    return isTerminal ? [...own] : [...instead, ...own.filter(({ about }) => !about.includes(0))];
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
    for (const fd of [...this.#kept.splice(0), ...this.#passing.splice(0)]) closeSync(fd);
  }
}

function isNonblocking(fd: number): boolean {
  const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))?.[1] ?? "0";
  return (Number.parseInt(flags, 8) & constants.O_NONBLOCK) !== 0;
}
