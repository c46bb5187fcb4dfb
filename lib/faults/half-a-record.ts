import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { both, type Fault, filesByHand } from "./fault.ts";

const NEWLINE = 10;
/** Engines cut what they write into records of 16 KiB, which are framed and escaped then. */
const MOST = 262_144;
/** Of the length that stands before and behind a message of docker's driver `local`. */
const LENGTH = 4;

/**
 * The first half of the last record stands once more at the end of an engine's log, as a writer leaves it that is killed in its write, or whose disk is full then.
 * The engine appends, and goes on behind it.
 */
export const halfARecord: Fault = {
  name: "half-a-record",
  needs: [],
  inflict({ log }) {
    for (const { serverPath } of log.files(both)) append(serverPath);
  },
  byHand: (at) =>
    filesByHand(at, both).map(
      (file) => `tail -n 1 ${file} | head -c "$(($(tail -n 1 ${file} | wc -c) / 2))" >>${file}`,
    ),
};

/** @throws where it holds no record: a fault that was not made is not observed */
function append(path: string): void {
  const fd = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW);
  try {
    const { size } = fstatSync(fd);
    const end = Buffer.alloc(Math.min(size, MOST));
    readSync(fd, end, 0, end.length, size - end.length);
    const record = lastOf(end);
    if (record.length < 2) throw new Error("the log holds no record that could be half written");
    writeSync(fd, record.subarray(0, record.length >> 1));
  } finally {
    closeSync(fd);
  }
}

function lastOf(end: Buffer): Buffer {
  if (end.at(-1) === NEWLINE) return end.subarray(end.lastIndexOf(NEWLINE, -2) + 1);
  return end.length < LENGTH ? end : end.subarray(-(end.readUInt32BE(end.length - LENGTH) + 2 * LENGTH));
}
