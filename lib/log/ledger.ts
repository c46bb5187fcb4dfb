import { fstatSync, readSync } from "node:fs";
import { errnoName } from "../evidence/errnos.ts";
import type { StreamLedger } from "../results/schema.ts";
import { LogScan } from "./log-scan.ts";
import { setOf, takenBytes, type Writes } from "./tally.ts";
import { MOST_BYTES } from "./whole-file.ts";

export type { Writes } from "./tally.ts";
export type StreamName = StreamLedger["stream"];

const CHUNK = 1_048_576;

/**
 * Holds what was acknowledged against what a log holds. @param log its bytes, or an open descriptor; it may be unlinked
 * @param most bytes that are read: no claim writes a sixteenth of it, so that what stands behind is none of the workload's
 */
export function ledgerOf(
  stream: StreamName,
  writes: Writes,
  log: number | Buffer,
  most = MOST_BYTES,
): StreamLedger {
  const taken = takenBytes(writes);
  const scan = new LogScan(stream, taken ?? [], writes.tried);
  let read = 0;
  for (const chunk of chunksOf(log, most)) {
    read += chunk.length;
    scan.feed(chunk);
  }
  scan.end();
  const stored = read < most ? read : sizeOf(log);
  const { torn, duplicated, reordered } = scan;
  const foreign = scan.foreign + (stored - read);
  const failed = Object.fromEntries(
    Object.entries(writes.failed).map(([n, times]) => [errnoName(Number(n)), times]),
  );
  const account = { ...balance(writes, taken, scan), torn, duplicated, reordered, foreign };
  return { stream, acked: writes.acked, stored, ...account, failed };
}

/** Of a stream without a log: what was acknowledged went nowhere, as it was meant to, so none of it is lost. */
export function unlogged(stream: StreamName, writes: Writes, log: number | Buffer): StreamLedger {
  return { ...ledgerOf(stream, writes, log), lost: 0, unlogged: writes.acked };
}

type Balance = Pick<StreamLedger, "lost" | "unacknowledged" | "told">;

/**
 * Bytes that were acknowledged and are not there, and bytes that are there and were not acknowledged: a write that failed may have stored
 * some. One must not make up for the other.
 */
function balance(writes: Writes, taken: ReturnType<typeof takenBytes>, { seen }: LogScan): Balance {
  const goesOn = seen.end > writes.tried; // Then the workload wrote more than it came to say.
  if (taken === null) return atLeast(writes, seen.size);
  const there = seen.sharedWith(setOf(taken));
  const unacknowledged = seen.size - there;
  return {
    lost: writes.acked - there,
    ...(unacknowledged > 0 && { unacknowledged }),
    ...(goesOn && { told: false }),
  };
}

// Which bytes were acknowledged is not known, so it is the least that must be lost.
function atLeast({ acked }: Writes, there: number): Balance {
  const unacknowledged = Math.max(0, there - acked);
  return {
    lost: Math.max(0, acked - there),
    ...(unacknowledged > 0 && { unacknowledged }),
    told: false,
  };
}

/** Each piece is good until the next one. Up to the size that the log has now: whoever still writes must not keep the reader busy. */
function* chunksOf(log: number | Buffer, most: number): Generator<Buffer> {
  if (typeof log !== "number") {
    yield log.subarray(0, most);
    return;
  }
  const size = Math.min(sizeOf(log), most);
  const chunk = Buffer.alloc(CHUNK);
  for (let at = 0; at < size; ) {
    const length = readSync(log, chunk, 0, Math.min(chunk.length, size - at), at);
    if (length === 0) return;
    yield chunk.subarray(0, length);
    at += length;
  }
}

function sizeOf(log: number | Buffer): number {
  return typeof log === "number" ? fstatSync(log).size : log.length;
}
