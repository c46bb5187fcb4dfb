import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** Longer than any message is: three descriptors' targets of 4 KiB, and what stands around them. */
export const LONGEST_LINE = 65_536;
/** Of one workload; a message of 128 bytes after each of 16,384 calls of write(2), and as much again. */
export const MOST_BYTES = 4_194_304;

/** With O_CREAT and O_EXCL open(2) follows no link and takes nothing that is there. */
const { O_CREAT, O_EXCL, O_RDONLY } = constants;
const CHUNK = 65_536;
const NEWLINE = 10;

/**
 * The suite's hold on the one file that a container may write: read once, forwards, by a descriptor that is as old as the file. Who is root in
 * the container can shorten the file or write over it; what was read stays read.
 */
export class AnswersFile {
  /** st_dev:st_ino, by which a descriptor of it is known. */
  readonly identity: string;
  readonly #fd: number;
  readonly #chunk = Buffer.alloc(CHUNK);
  #read = 0;
  #partial: Buffer = Buffer.alloc(0);
  #trouble: string | null = null;
  #isClosed = false;

  /** @param path where nothing is yet, in a directory that only the suite writes */
  constructor(path: string) {
    this.#fd = openSync(path, O_CREAT | O_EXCL | O_RDONLY, 0o666);
    const { dev, ino } = fstatSync(this.#fd);
    this.identity = `${dev}:${ino}`;
  }

  /** Why no more is read of it: no workload of ours does that to it. Null while all is well. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** The lines that have become whole since the last time. */
  lines(): string[] {
    const lines: string[] = [];
    while (this.#trouble === null && !this.#isClosed) {
      const { size } = fstatSync(this.#fd);
      if (size < this.#read) this.#trouble = `it was cut from ${this.#read} bytes to ${size}`;
      else if (size > MOST_BYTES) this.#trouble = `it has more than ${MOST_BYTES} bytes`;
      else if (size === this.#read || this.#readOn(lines) === 0) break;
    }
    return lines;
  }

  /** Nothing more is read of it, now that its descriptor's number may be another file's. */
  close(): void {
    if (!this.#isClosed) closeSync(this.#fd);
    this.#isClosed = true;
  }

  #readOn(lines: string[]): number {
    const n = readSync(this.#fd, this.#chunk, 0, CHUNK, this.#read);
    this.#read += n;
    const bytes = Buffer.concat([this.#partial, this.#chunk.subarray(0, n)]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      lines.push(bytes.toString("utf8", from, end));
      from = end + 1;
    }
    this.#partial = bytes.subarray(from);
    if (this.#partial.length > LONGEST_LINE)
      this.#trouble = `it has a line of more than ${LONGEST_LINE} bytes`;
    return n;
  }
}
