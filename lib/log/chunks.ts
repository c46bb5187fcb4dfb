import { fstatSync, readSync } from "node:fs";

const CHUNK = 1_048_576;

/**
 * Bytes that are read of a file that a container has open itself, and can make as long as it likes without writing it: the greatest that a claim
 * writes is a sixteenth of it, so that what stands behind is none of the workload's.
 */
export const MOST_BYTES = 512 * 1_048_576;

/**
 * An open file from its beginning, wherever its offset stands. Each chunk is good until the next one. Up to the size that the file has now: whoever
 * still writes must not keep the reader busy.
 */
export function* chunksOf(fd: number, most = Number.POSITIVE_INFINITY): Generator<Buffer> {
  const size = Math.min(fstatSync(fd).size, most);
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK, size));
  for (let at = 0; at < size; ) {
    const length = readSync(fd, chunk, 0, Math.min(chunk.length, size - at), at);
    if (length === 0) return;
    yield chunk.subarray(0, length);
    at += length;
  }
}

/** Bytes that stand behind as many as are read. */
export function bytesBehind(fd: number, most: number): number {
  return Math.max(0, fstatSync(fd).size - most);
}
