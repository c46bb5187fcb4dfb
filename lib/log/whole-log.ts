import { fstatSync } from "node:fs";
import type { StreamLedger } from "../results/schema.ts";
import type { Framings } from "./framings/table.ts";
import { streamIn } from "./reading.ts";
import { bytesOf } from "./records.ts";
import type { Segment } from "./segment.ts";
import type { StreamName } from "./stream-name.ts";

/** Bytes of each file of a log, the oldest first. */
export function sizesOf(segments: readonly Segment[]): number[] {
  return segments.map(({ fd }) => fstatSync(fd).size);
}

/** All that a log holds of a stream, in memory: of files that are not large. In each a framing begins anew. */
export function keptIn(segments: readonly Segment[], stream: StreamName, framings: Framings): Buffer {
  const own = segments.filter((one) => one.stream === null || one.stream === stream);
  return Buffer.concat(own.map((one) => streamIn(stream, bytesOf(one), framings, one.stream)));
}

/**
 * What an engine threw away when it rotated its log, as it was told, is not lost: all that it has left is the end of what was written, byte for byte.
 * Any other loss stays one.
 */
export function withoutDropped(ledger: StreamLedger, kept: Buffer, written: Buffer): StreamLedger {
  const dropped = written.length - kept.length;
  const isTheEnd = kept.length > 0 && dropped > 0 && kept.equals(written.subarray(dropped));
  return isTheEnd && ledger.lost === dropped ? { ...ledger, lost: 0, dropped } : ledger;
}
