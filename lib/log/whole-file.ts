import { fstatSync, readSync } from "node:fs";
import { MachineError } from "../errors.ts";

/** What an engine's log may be, so that it can be taken apart in memory; the greatest that a claim writes is a sixteenth of it. */
export const MOST_BYTES = 512 * 1_048_576;

/** An open file from its beginning, wherever its offset stands. @throws MachineError `LOG_TOO_LARGE` */
export function wholeFile(fd: number, most = MOST_BYTES): Buffer {
  const { size } = fstatSync(fd);
  if (size > most)
    throw new MachineError("LOG_TOO_LARGE", `The log has ${size} bytes, and no more than ${most} are read.`);
  const bytes = Buffer.alloc(size);
  let at = 0;
  for (let n = -1; n !== 0 && at < bytes.length; at += n) n = readSync(fd, bytes, at, bytes.length - at, at);
  return bytes.subarray(0, at);
}
