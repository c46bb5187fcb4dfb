import type { ByteRanges } from "./byte-ranges.ts";

/** Which bytes of a stream a log holds, which it is given piece by piece, and what else is there. */
export interface Scan {
  readonly seen: ByteRanges;
  readonly torn: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly holes: number;
  readonly foreign: number;
  feed(chunk: Buffer): void;
  /** There is no more. */
  end(): void;
}
