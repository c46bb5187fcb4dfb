import patterns from "../../images/node/workloads/patterns.cjs";
import type { Content } from "../control/steps.ts";
import { type ByteRange, ByteRanges } from "./byte-ranges.ts";
import type { Scan } from "./scan.ts";
import type { StreamName } from "./stream-name.ts";

/**
 * Compares a log, piece by piece, with a stream that is not made of numbered lines: up to the first byte that differs it is the stream's own, and from
 * there on all is foreign, since nothing tells which place it has.
 */
export class PatternScan implements Scan {
  readonly seen = new ByteRanges();
  readonly torn = 0;
  readonly duplicated = 0;
  readonly reordered = 0;
  readonly holes = 0;
  foreign = 0;

  readonly #stream: StreamName;
  readonly #pattern: (stream: string, from: number, to: number) => Buffer;
  /** What is awaited, in order. */
  readonly #awaited: [number, number][];

  /** @param taken what write(2) took, in order; @param tried where the stream ends, of which the rest may have been taken too */
  constructor(stream: StreamName, content: Content, taken: readonly ByteRange[], tried: number) {
    this.#stream = stream;
    this.#pattern = patterns[content];
    const [last, ...before] = [...taken].reverse();
    this.#awaited = [...before.reverse(), [last?.[0] ?? 0, tried] as const].map(([from, to]) => [from, to]);
  }

  feed(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && this.foreign === 0) {
      const [range] = this.#awaited;
      if (!range) break;
      const [from, to] = range;
      const length = shared(
        chunk.subarray(at),
        this.#pattern(this.#stream, from, Math.min(to, from + chunk.length - at)),
      );
      if (length > 0) this.seen.add(from, from + length);
      at += length;
      if (from + length === to) this.#awaited.shift();
      else if (at < chunk.length) break;
      else range[0] = from + length;
    }
    this.foreign += chunk.length - at;
  }

  end(): void {}
}

/** How many bytes both begin with. */
function shared(bytes: Buffer, pattern: Buffer): number {
  if (pattern.compare(bytes, 0, Math.min(pattern.length, bytes.length)) === 0) return pattern.length;
  let length = 0;
  while (bytes[length] === pattern[length]) length++;
  return length;
}
