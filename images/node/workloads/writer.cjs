// write(2) on fds 1 and 2 with a count of what the kernel took. fs.writeSync is used and not process.stdout, because
// only the former returns each call's own result.
"use strict";

const fs = require("fs");
const control = require("./control.cjs");
const content = require("./content.cjs");

const EAGAIN = -11;
const FDS = { stdout: 1, stderr: 2 };
const tally = {};

/** Writes the next `size` bytes of a stream in calls of at most `chunk` bytes; bytes that fail are not tried again. */
function write(stream, size, chunk) {
  if (!tally[stream]) tally[stream] = { acked: 0, tried: 0, failed: {} };
  const sum = tally[stream];
  const end = sum.tried + size;
  while (sum.tried < end) {
    const buffer = content.slice(stream, sum.tried, Math.min(sum.tried + chunk, end));
    writeAll(FDS[stream], buffer, sum);
    sum.tried += buffer.length;
  }
}

function writeAll(fd, buffer, sum) {
  for (let from = 0; from < buffer.length; ) {
    try {
      const n = fs.writeSync(fd, buffer, from, buffer.length - from);
      sum.acked += n;
      from += n;
    } catch (error) {
      if (error.errno === EAGAIN) {
        pause();
        continue;
      }
      // libuv has no name for ESTALE (its code is UNKNOWN), so the number is what is reported.
      sum.failed[-error.errno] = (sum.failed[-error.errno] || 0) + 1;
      return;
    }
  }
}

/** A pipe that somebody made non-blocking is full: back-pressure, so the reader is given a moment. */
function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

/** Tells the suite how many bytes of each stream write(2) has taken since the start. */
function reportWrites() {
  control.report("wrote", { streams: tally });
}

/** Some lines on both streams, one a call, as a service does. */
function writeLines(count) {
  write("stdout", count * content.LINE, content.LINE);
  write("stderr", count * content.LINE, content.LINE);
  reportWrites();
}

module.exports = { write: write, writeLines: writeLines, reportWrites: reportWrites };
