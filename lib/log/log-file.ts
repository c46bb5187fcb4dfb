import { closeSync, constants, fstatSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";

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
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants;
  const to = openSync(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR, 0o600);
  unlinkSync(path);
  const chunk = Buffer.alloc(65_536);
  let at = 0;
  for (
    let n = readSync(from, chunk, 0, chunk.length, 0);
    n > 0;
    n = readSync(from, chunk, 0, chunk.length, at)
  ) {
    writeSync(to, chunk, 0, n, at);
    at += n;
  }
  return to;
}
