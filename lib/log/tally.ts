import type { Content } from "../control/steps.ts";
import { type ByteRange, ByteRanges } from "./byte-ranges.ts";

/** What a workload says of its write(2) calls on one stream. */
export interface Writes {
  /** Bytes that write(2) returned. */
  readonly acked: number;
  /** Bytes that it was asked to take. */
  readonly tried: number;
  /** Failed calls by errno. */
  readonly failed: Readonly<Record<string, number>>;
  /** Which bytes of the stream write(2) took, in order. A workload that does not say can be judged exactly only where all were taken. */
  readonly took?: readonly ByteRange[] | undefined;
  /** What it is made of, if not of numbered lines. */
  readonly content?: Content | undefined;
}

/**
 * The bytes that write(2) took; null where that is not known: some were not taken, and the workload does not say which, or what it says
 * does not add up.
 */
export function takenBytes({ acked, tried, took }: Writes): ByteRange[] | null {
  if (acked === 0) return [];
  if (acked === tried) return [[0, acked]];
  return took && addsUp(took, acked, tried) ? took.map(([from, to]) => [from, to]) : null;
}

/** The same as a set. */
export function setOf(ranges: readonly ByteRange[]): ByteRanges {
  const set = new ByteRanges();
  for (const [from, to] of ranges) set.add(from, to);
  return set;
}

function addsUp(took: readonly ByteRange[], acked: number, tried: number): boolean {
  if (!Array.isArray(took)) return false; // A container says it.
  let [end, sum] = [0, 0];
  for (const range of took) {
    const [from, to] = Array.isArray(range) ? range : [];
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < end || to <= from) return false;
    sum += to - from;
    end = to;
  }
  return sum === acked && end <= tried;
}
