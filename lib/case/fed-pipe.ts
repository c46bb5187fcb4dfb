import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import content from "../../images/node/workloads/content.cjs";
import type { PipeMaker } from "../host/pipes.ts";
import { Feeder } from "./feeder.ts";

/** What a pipe holds: pipe(7), Pipe capacity. */
const PIPE = 65_536;

/** The pipe that a caller gives as fd 0, and feeds. */
export class FedPipe {
  /** The end that is PID 1's. */
  readonly read: number;
  readonly inode: string;
  readonly #feeder: Feeder | null;
  /** The caller's own reading end, which waits for nobody. */
  #back: number | null = null;
  #left: number | null = null;

  /** @param looksBack whether the caller has the reading end too, and finds out what is left in it; only of what a pipe holds */
  static async make(size: number, looksBack: boolean, pipes: PipeMaker): Promise<FedPipe> {
    return new FedPipe(await pipes.make(), size, looksBack);
  }

  private constructor(
    { read, write, inode }: Awaited<ReturnType<PipeMaker["make"]>>,
    size: number,
    looksBack: boolean,
  ) {
    this.read = read;
    this.inode = String(inode);
    if (looksBack) this.#back = openSync(`/proc/self/fd/${read}`, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#feeder = size > PIPE ? new Feeder(write, size) : null;
    if (!this.#feeder) fill(write, size);
  }

  /** Bytes that are left in it; to find that out takes them. Null where the caller does not look. */
  left(): number | null {
    if (this.#back !== null && this.#left === null) this.#left = bytesIn(this.#back);
    return this.#left;
  }

  /** The last look; nobody writes on. The reading end is whoever's it was given to. */
  letGo(): void {
    this.left();
    this.#feeder?.close();
    if (this.#back !== null) closeSync(this.#back);
    this.#back = null;
  }
}

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
