import { fstatSync, readSync } from "node:fs";
import content from "../../images/node/workloads/content.cjs";
import { errnoName } from "../evidence/errnos.ts";
import type { StreamLedger } from "../results/schema.ts";

export type StreamName = StreamLedger["stream"];

/** What a workload says of its write(2) calls on one stream. */
export interface Writes {
  /** Bytes that write(2) returned. */
  readonly acked: number;
  /** Bytes that it was asked to take. */
  readonly tried: number;
  /** Failed calls by errno. */
  readonly failed: Readonly<Record<string, number>>;
}

const CHUNK = 1_048_576;

/** Holds what was acknowledged against what a log holds. @param log its bytes, or an open descriptor; it may be unlinked */
export function ledgerOf(stream: StreamName, writes: Writes, log: number | Buffer): StreamLedger {
  const stored = typeof log === "number" ? fstatSync(log).size : log.length;
  const failed = Object.fromEntries(
    Object.entries(writes.failed).map(([n, times]) => [errnoName(Number(n)), times]),
  );
  const whole = stored === writes.acked && writes.acked === writes.tried && isExact(stream, stored, log);
  const account = whole ? nothingWrong : examine(stream, writes, read(log, stored));
  return { stream, acked: writes.acked, stored, ...account, failed };
}

/** Of a stream without a log: what was acknowledged went nowhere, as it was meant to, so none of it is lost. */
export function unlogged(stream: StreamName, writes: Writes, log: number | Buffer): StreamLedger {
  const none: Writes = { acked: 0, tried: 0, failed: writes.failed };
  return { ...ledgerOf(stream, none, log), acked: writes.acked, unlogged: writes.acked };
}

type Account = Pick<StreamLedger, "lost" | "torn" | "duplicated" | "reordered" | "foreign">;

const nothingWrong: Account = { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 };

function isExact(stream: StreamName, size: number, log: number | Buffer): boolean {
  if (typeof log !== "number") return log.equals(content.slice(stream, 0, size));
  const chunk = Buffer.alloc(Math.min(size, CHUNK));
  for (let at = 0; at < size; ) {
    const n = readSync(log, chunk, 0, Math.min(CHUNK, size - at), at);
    if (n === 0 || !chunk.subarray(0, n).equals(content.slice(stream, at, at + n))) return false;
    at += n;
  }
  return true;
}

function read(log: number | Buffer, size: number): Buffer {
  if (typeof log !== "number") return log;
  const bytes = Buffer.alloc(Math.min(size, MOST_EXAMINED));
  return bytes.subarray(0, readSync(log, bytes, 0, bytes.length, 0));
}

const MOST_EXAMINED = 64 * CHUNK;

/**
 * Line by line: which of the lines that the workload wrote are there, how often, in which order; what else is there. Lost are the
 * acknowledged bytes that are not: of failed writes nothing was acknowledged, so nothing can be lost.
 */
function examine(stream: StreamName, writes: Writes, bytes: Buffer): Account {
  const account = { ...nothingWrong };
  const seen = new Set<number>();
  let highest = -1;
  let own = 0;
  let hasLast = false;
  for (const piece of pieces(bytes)) {
    const number = numberOf(stream, piece);
    if (number === null) {
      const isNext: boolean = highest === Math.floor(writes.tried / content.LINE) - 1;
      const last: number = hasLast ? 0 : lastBytes(stream, piece, writes.tried, isNext);
      hasLast ||= last > 0;
      own += last;
      if (last > 0) account.foreign += piece.length - last;
      else if (isMarked(stream, piece)) account.torn++;
      else account.foreign += piece.length;
      continue;
    }
    if (seen.has(number)) account.duplicated++;
    else own += piece.length;
    if (number < highest) account.reordered++;
    seen.add(number);
    highest = Math.max(highest, number);
  }
  return { ...account, lost: Math.max(0, writes.acked - own) };
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(10, at);
    const end = newline === -1 ? bytes.length : newline + 1;
    yield bytes.subarray(at, end);
    at = end;
  }
}

function numberOf(stream: StreamName, piece: Buffer): number | null {
  if (piece.length !== content.LINE) return null;
  const number = Number.parseInt(piece.toString("latin1", stream.length + 1, stream.length + 11), 10);
  return Number.isInteger(number) && piece.equals(content.lines(stream, number, 1)) ? number : null;
}

/**
 * How many bytes of a piece are the last line, which of a size that is no multiple of a line's has no newline: whoever writes into the same log after
 * it goes on behind it. A few bytes alone begin every line, so there a mark that goes on is a torn line's.
 * @param isNext whether all lines before it are there; else it must stand alone
 */
function lastBytes(stream: StreamName, piece: Buffer, tried: number, isNext: boolean): number {
  const from = tried - (tried % content.LINE);
  const size = tried - from;
  if (size === 0 || !piece.subarray(0, size).equals(content.slice(stream, from, tried))) return 0;
  const isNumbered = size > stream.length + " 0123456789".length;
  return piece.length === size || (isNext && (isNumbered || !isMarked(stream, piece))) ? size : 0;
}

function isMarked(stream: StreamName, piece: Buffer): boolean {
  return piece.subarray(0, stream.length).equals(Buffer.from(stream));
}
