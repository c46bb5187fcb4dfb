import { closeSync, constants, fstatSync, openSync, unlinkSync, writeSync } from "node:fs";
import { chunksOf } from "./chunks.ts";

/** Of a log that somebody else has made: never through a link, and never a fifo that nobody writes. */
export function openFile(path: string): number {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const fd = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new Error(`the log ${path} is not a file`);
}

/** The bytes of an open file in one that has no name any more once this returns its descriptor. */
export function copyOf(from: number, path: string): number {
  const to = create(path);
  unlinkSync(path);
  pour(from, to);
  return to;
}

/** The bytes of an open file in a new one, by no link that is there already. @returns its descriptor */
export function copyTo(from: number, path: string): number {
  const to = create(path);
  pour(from, to);
  return to;
}

function create(path: string): number {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;
  return openSync(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR, 0o600);
}

function pour(from: number, to: number): void {
  let at = 0;
  for (const chunk of chunksOf(from)) at += writeSync(to, chunk, 0, chunk.length, at);
}
