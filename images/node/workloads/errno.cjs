// The number of a failed system call; 0 where node does not tell it: for what libuv has no name for, as ESTALE, node 10 throws a TypeError of its own
// ("errmap.get is not a function or its return value is not iterable") in place of the error.
"use strict";

module.exports = function errnoOf(error) {
  return typeof error.errno === "number" ? Math.abs(error.errno) : 0;
};
