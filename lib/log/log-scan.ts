import content from "../../images/node/workloads/content.cjs";
import { type ByteRange, ByteRanges } from "./byte-ranges.ts";
import type { Scan } from "./scan.ts";
import type { StreamName } from "./stream-name.ts";
import { zerosAt } from "./zeros.ts";

const { LINE } = content;
const DIGITS = 10;
/** Bytes that a step may look at: a line, and the mark of the one behind it. */
const AHEAD = 2 * LINE;
const BLOCK = 1024 * LINE;
/** A line feed alone tells nothing: whoever cuts lines adds one. */
const LEAST_TAIL = 4;

/**
 * Finds in a log, piece by piece and in memory that does not grow with it, which bytes of a stream are there. Every byte of the log is
 * either one of the stream's own, at an offset that the numbered lines tell, or part of a hole, or foreign.
 */
export class LogScan implements Scan {
  readonly seen = new ByteRanges();
  /** Lines of which a part stands alone. */
  torn = 0;
  /** Lines, or parts of them, that were there already. */
  duplicated = 0;
  /** Lines that stand behind a later one. */
  reordered = 0;
  /** Zeros, of which a stream has none: a file that is cut is filled with them up to where a writer that does not append goes on. */
  holes = 0;
  /** Bytes that are none of the stream's, and no zeros. */
  foreign = 0;

  readonly #stream: StreamName;
  readonly #mark: Buffer;
  readonly #tried: number;
  /** Where what was acknowledged ends. */
  readonly #acknowledged: number;
  /** Where a piece may begin and end though no line does there: a write was taken in part, or the stream ends. */
  readonly #starts: readonly number[];
  readonly #ends: ReadonlySet<number>;
  #rest: Buffer = Buffer.alloc(0);
  /** Where the last piece of the stream's own ended. */
  #next = 0;
  #isTorn = false;
  #highest = 0;
  /** Whether the byte before is one of the stream's own, or there is none. */
  #isAdjacent = true;
  /** What may stand here without a mark; null until it is asked for. */
  #awaited: readonly Piece[] | null = null;
  /** By its value, whether a byte may begin a hole, a line or what is awaited. */
  readonly #begins = new Uint8Array(256);

  /** @param taken what write(2) took, in order; @param tried where the stream ends */
  constructor(stream: StreamName, taken: readonly ByteRange[], tried: number) {
    this.#stream = stream;
    this.#mark = Buffer.from(`${stream} `);
    this.#tried = tried;
    this.#acknowledged = taken.at(-1)?.[1] ?? 0;
    this.#starts = taken.map(([from]) => from);
    this.#ends = new Set([...taken.map(([, to]) => to), tried]);
  }

  feed(chunk: Buffer): void {
    this.#rest = this.#scan(Buffer.concat([this.#rest, chunk]), false);
  }

  /** There is no more. */
  end(): void {
    this.#scan(this.#rest, true);
    // Who was killed in a call has written a part of a line, and nobody has torn it.
    if (this.#isTorn && this.#isAdjacent && this.#next > this.#acknowledged && this.#next < this.#tried)
      this.torn--;
  }

  /** @returns what is left: none at the end */
  #scan(bytes: Buffer, isEnd: boolean): Buffer {
    const least = isEnd ? 1 : AHEAD;
    let at = 0;
    while (bytes.length - at >= least) {
      const zeros = zerosAt(bytes, at);
      if (zeros > 0) {
        this.holes += zeros;
        this.#isAdjacent = false;
        at += zeros;
        continue;
      }
      const isMarked = startsWith(bytes, at, this.#mark);
      const length =
        (isMarked && (this.#block(bytes, at) || this.#line(bytes, at))) ||
        this.#rested(bytes, at, isEnd) ||
        this.#tail(bytes, at, isEnd);
      this.#isAdjacent = length > 0;
      const next = length > 0 ? at + length : this.#nextStart(bytes, at + 1);
      if (length === 0) this.foreign += next - at;
      at = next;
    }
    return bytes.subarray(at);
  }

  /** Many lines at once, where all goes on as it should: the same as line by line, but quicker. */
  #block(bytes: Buffer, at: number): number {
    if (this.#next < this.seen.end || bytes.length - at < BLOCK) return 0;
    const whole = content.slice(this.#stream, this.#next, this.#next + BLOCK);
    if (whole.compare(bytes, at, at + BLOCK) !== 0) return 0;
    this.#own(this.#next, this.#next + BLOCK);
    this.#highest = this.#next - LINE;
    return BLOCK;
  }

  /** A line, or the beginning of one. */
  #line(bytes: Buffer, at: number): number {
    const number = this.#number(bytes, at + this.#mark.length);
    if (number === null && this.#isLast(bytes, at)) {
      this.#own(this.#last, this.#tried);
      return this.#tried - this.#last;
    }
    const from = (number ?? Math.ceil(this.seen.end / LINE)) * LINE;
    let length = this.#shared(bytes, at, content.lines(this.#stream, from / LINE, 1));
    if (number === null && (length === this.#mark.length || from >= this.#tried)) return 0;
    // Beyond what the workload says to have written only a whole line, or what goes on with one, is surely its own.
    if (length < LINE && from >= this.#tried && from !== this.#next) return 0;
    // What follows the end of the stream may by chance be as its last line would go on.
    if (length < LINE && from < this.#tried) length = Math.min(length, this.#tried - from);
    this.#own(from, from + length);
    return length;
  }

  /** Whether the last line is here, which of a size that is no multiple of a line's may be too short for its number. */
  #isLast(bytes: Buffer, at: number): boolean {
    const text = content.slice(this.#stream, this.#last, this.#tried);
    const isNew = this.seen.end <= this.#last;
    return isNew && text.length > this.#mark.length && startsWith(bytes, at, text);
  }

  get #last(): number {
    return this.#tried - (this.#tried % LINE);
  }

  /**
   * How many bytes of `text` stand at that place. The first byte of a mark that follows a cut may by chance be as the text would go on; more
   * of them cannot: no two letters of a mark stand together in the rest of a line.
   */
  #shared(bytes: Buffer, at: number, text: Buffer): number {
    const length = sharedLength(bytes, at, text);
    return length > 0 && startsWith(bytes, at + length - 1, this.#mark) ? length - 1 : length;
  }

  /** What a line that was cut, or a write that was taken in part, goes on with: it has no mark of its own, but its place is known. */
  #rested(bytes: Buffer, at: number, isEnd: boolean): number {
    this.#awaited ??= this.#awaitPieces();
    for (const { from, text } of this.#awaited) {
      const length = this.#shared(bytes, at, text);
      if (length === 0) continue;
      const behind = at + length;
      const isCut = (isEnd && behind === bytes.length) || startsWith(bytes, behind, this.#mark);
      if (length < text.length && !isCut) continue;
      this.#own(from, from + length, from === this.#next && from % LINE !== 0);
      return length;
    }
    return 0;
  }

  /** What is left of a line whose beginning was lost, where the next line, or the end of the stream, stands behind it: that tells its place. */
  #tail(bytes: Buffer, at: number, isEnd: boolean): number {
    if (!this.#isAdjacent) return 0; // Behind foreign bytes a line feed alone would be taken for one.
    const next = bytes.subarray(at, at + LINE + this.#mark.length).indexOf(this.#mark);
    const isLast = next === -1 && isEnd;
    const length = isLast ? bytes.length - at : next;
    const number = this.#number(bytes, at + length + this.#mark.length);
    const to = isLast ? this.#tried : (number ?? 0) * LINE;
    const from = to - length;
    if (length < LEAST_TAIL || length >= LINE || from < 0 || to > this.#tried) return 0;
    const missing = new ByteRanges();
    missing.add(from, to);
    if (this.seen.sharedWith(missing) > 0) return 0;
    if (!startsWith(bytes, at, content.slice(this.#stream, from, to))) return 0;
    const isTold = this.#isTorn && from < Math.ceil(this.#next / LINE) * LINE;
    this.#own(from, to);
    if (!isTold && !this.#starts.includes(from)) this.torn++;
    return length;
  }

  #own(from: number, to: number, goesOn = false): void {
    const added = this.seen.add(from, to);
    if (!goesOn) {
      if (added < to - from) this.duplicated++;
      if (from < this.#highest) this.reordered++;
      this.#highest = Math.max(this.#highest, from);
    }
    const isWhole = to % LINE === 0 || this.#ends.has(to);
    if (!isWhole && !(goesOn && this.#isTorn)) this.torn++;
    this.#isTorn = !isWhole;
    this.#next = to;
    this.#awaited = null;
  }

  /** The next place where anything but a foreign byte may begin, behind one. */
  #nextStart(bytes: Buffer, after: number): number {
    let at = after;
    while (at < bytes.length && this.#begins[bytes[at] as number] === 0) at++;
    return at;
  }

  #awaitPieces(): Piece[] {
    const pieces = this.#pieces();
    this.#begins.fill(0);
    for (const byte of [0, this.#mark[0], ...pieces.map(({ text }) => text[0])])
      this.#begins[byte as number] = 1;
    return pieces;
  }

  #pieces(): Piece[] {
    const start = this.#starts.find((one) => one > this.#next && one % LINE !== 0);
    return [this.#next, ...(start === undefined ? [] : [start])].flatMap((from) => {
      const line = (Math.floor(from / LINE) + 1) * LINE;
      if (from >= this.#tried && !this.#isTorn) return [];
      let to = from + 1;
      while (to < line && !this.#ends.has(to)) to++;
      return [{ from, text: content.slice(this.#stream, from, to) }];
    });
  }

  #number(bytes: Buffer, at: number): number | null {
    const digits = bytes.toString("latin1", at, at + DIGITS);
    return /^\d{10}$/.test(digits) ? Number(digits) : null;
  }
}

interface Piece {
  readonly from: number;
  readonly text: Buffer;
}

function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
  return sharedLength(bytes, at, text) === text.length;
}

/** How many bytes of `text` stand at that place. */
function sharedLength(bytes: Buffer, at: number, text: Buffer): number {
  let length = 0;
  while (length < text.length && bytes[at + length] === text[length]) length++;
  return length;
}
