// What workloads write: 64-byte lines, numbered and checksummed, so that the suite can compute what must stand at
// any offset of a stream and can name a line that is lost, torn, doubled or out of order. The suite loads this file too.
"use strict";

const LINE = 64;
const DIGITS = 10;
const FILLER = " the quick brown fox jumps over ";

/** `count` lines of `stream` ("stdout" or "stderr") from line `first` on, as one buffer. */
function lines(stream, first, count) {
  const buffer = Buffer.alloc(LINE * count);
  const head = Buffer.from(stream + " " + "0".repeat(DIGITS) + FILLER, "latin1");
  for (let i = 0; i < count; i++) {
    const at = i * LINE;
    head.copy(buffer, at);
    for (let n = first + i, place = at + stream.length + DIGITS; n > 0; n = Math.floor(n / 10), place--) {
      buffer[place] = 48 + (n % 10);
    }
    hex(buffer, at + LINE - 9, checksum(buffer, at, at + stream.length + 1 + DIGITS));
    for (let place = at + head.length; place < at + LINE - 9; place++) buffer[place] = 46;
    buffer[at + LINE - 1] = 10;
  }
  return buffer;
}

/** Bytes `from` (inclusive) to `to` (exclusive) of a stream. */
function slice(stream, from, to) {
  const first = Math.floor(from / LINE);
  const last = Math.ceil(to / LINE);
  return lines(stream, first, last - first).slice(from - first * LINE, to - first * LINE);
}

// FNV-1a, 32 bits (Fowler, Noll, Vo): quick, and enough to tell a torn line from a whole one.
function checksum(buffer, from, to) {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ buffer[i], 0x01000193);
  return hash >>> 0;
}

function hex(buffer, at, value) {
  for (let i = 7; i >= 0; i--) {
    const digit = value & 15;
    buffer[at + i] = digit < 10 ? 48 + digit : 87 + digit;
    value >>>= 4;
  }
}

module.exports = { LINE: LINE, lines: lines, slice: slice };
