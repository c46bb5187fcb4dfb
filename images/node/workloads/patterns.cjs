// What workloads write where numbered lines would not do: bytes of which each is known by its place alone. The suite loads this file too.
"use strict";

/** Every value of a byte stands once at the beginning of `binary`. */
const VALUES = 256;
const SIGNS = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", "latin1");

/** Any bytes: all values, so no UTF-8, with NULs and newlines among them. */
function binary(stream, from, to) {
  return filled(from, to, (place) => (place < VALUES ? place : byteAt(stream, place)));
}

/** One line without an end, in ASCII. */
function unbroken(stream, from, to) {
  return filled(from, to, (place) => SIGNS[byteAt(stream, place) & 63]);
}

/** Lines of so many bytes, newline included, which engines store in parts. */
const LONG = 40000;

function longLines(stream, from, to) {
  return filled(from, to, (place) => (place % LONG === LONG - 1 ? 10 : SIGNS[byteAt(stream, place) & 63]));
}

function filled(from, to, byteOf) {
  const buffer = Buffer.alloc(to - from);
  for (let i = 0; i < buffer.length; i++) buffer[i] = byteOf(from + i);
  return buffer;
}

// `std` has every stream's name in common.
function byteAt(stream, place) {
  const word = Math.floor(place / 4) ^ (stream.charCodeAt(3) << 24);
  return (mixed(word) >>> ((place % 4) * 8)) & 255;
}

// The finalizer of MurmurHash3: two places of a stream, or one of two streams, hardly ever have the same four bytes.
function mixed(word) {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

module.exports = { binary: binary, unbroken: unbroken, "long-lines": longLines };
