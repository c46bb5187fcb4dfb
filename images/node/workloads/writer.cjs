// write(2) on fds 1 and 2 with a count of what the kernel took, told after each call: a workload can be killed at any time. fs.writeSync is
// used and not process.stdout, because only the former returns each call's own result.
"use strict";

const fs = require("fs");
const control = require("./control.cjs");
const content = require("./content.cjs");
const errnoOf = require("./errno.cjs");
const patterns = require("./patterns.cjs");

const EAGAIN = 11;
const EINVAL = 22;
const FDS = { stdout: 1, stderr: 2 };
const tally = {};

/**
 * Writes the next `size` bytes of a stream in calls of at most `chunk` bytes; bytes that fail are not tried again. What is told after one call names
 * the next as tried already: then at no time more bytes stand in the log than the suite has heard of.
 * `pattern` is the name of what the stream is made of, if not of numbered lines; it is the same all the time.
 */
function write(stream, size, chunk, pattern) {
  const slice = pattern ? patterns[pattern].bind(null, stream) : content.slice.bind(null, stream);
  if (!tally[stream]) tally[stream] = begun(pattern);
  if (tally[stream].content !== pattern)
    throw Object.assign(new Error("another content"), { errno: -EINVAL });
  const sum = tally[stream];
  const end = sum.tried + size;
  const answers = control.openAnswers();
  for (let from = sum.tried; tellNext(); from = sum.tried) {
    writeAll(FDS[stream], slice(from, sum.tried), sum, from, tell);
  }
  fs.closeSync(answers);

  function tellNext() {
    const isDone = sum.tried === end;
    sum.tried = Math.min(sum.tried + chunk, end);
    tell();
    return !isDone;
  }
  function tell() {
    control.say(answers, "wrote", { streams: tally });
  }
}

function begun(pattern) {
  return Object.assign({ acked: 0, tried: 0, failed: {}, took: [] }, pattern && { content: pattern });
}

// `place` is where the buffer begins in the stream.
function writeAll(fd, buffer, sum, place, tell) {
  for (let from = 0; from < buffer.length; ) {
    try {
      const n = fs.writeSync(fd, buffer, from, buffer.length - from);
      sum.acked += n;
      took(sum.took, place + from, place + from + n);
      from += n;
      if (from < buffer.length) tell();
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === EAGAIN) {
        pause();
        continue;
      }
      sum.failed[errno] = (sum.failed[errno] || 0) + 1;
      return;
    }
  }
}

/** Adds bytes that were acknowledged to the ranges [from, to) of those before. */
function took(ranges, from, to) {
  const last = ranges[ranges.length - 1];
  if (last && last[1] === from) last[1] = to;
  else if (to > from) ranges.push([from, to]);
}

/** A pipe that somebody made non-blocking is full: back-pressure, so the reader is given a moment. */
function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

/** Some lines on both streams, one a call, as a service does. */
function writeLines(count) {
  write("stdout", count * content.LINE, content.LINE);
  write("stderr", count * content.LINE, content.LINE);
}

module.exports = { write: write, writeLines: writeLines };
