import { fstatSync, readSync } from "node:fs";

/** All bytes of an open file from its beginning; the descriptor's own offset stays where it is. */
export function wholeFile(fd: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(fd).size);
  let at = 0;
  for (let n = -1; n !== 0 && at < bytes.length; at += n) n = readSync(fd, bytes, at, bytes.length - at, at);
  return bytes.subarray(0, at);
}
