// Asks everything of the log that a program may ask of a file it has open, in a fixed order, and says how each was answered: ok, or the
// errno's name.
"use strict";

const fs = require("fs");
const os = require("os");
const control = require("./control.cjs");
const errnoOf = require("./errno.cjs");
const writer = require("./writer.cjs");

const LOG = 1;
const SAME_FILE = "/proc/self/fd/" + LOG;

writer.writeLines(1);
// While the file is there: fd 1 cannot be read, and what is closed cannot be asked again.
const reading = fs.openSync(SAME_FILE, "r");
const closing = fs.openSync(SAME_FILE, "a");
const closingLast = fs.openSync(SAME_FILE, "a");

// What leaves the file unchanged comes first: a write may leave dirty data, and then close(2) has something to say. What asks the server
// makes a client that caches attributes forget them, so whoever wants to see a write that is only buffered says write-first.
const WRITING = ["write", "close-after-write", "fstat-after-write"];
const operations = {
  fstat: () => fs.fstatSync(LOG),
  fsync: () => fs.fsyncSync(LOG),
  read: () => fs.readSync(reading, Buffer.alloc(1), 0, 1, 0),
  close: () => fs.closeSync(closing),
  reopen: () => fs.closeSync(fs.openSync(SAME_FILE, "r")),
  fchmod: () => fs.fchmodSync(LOG, 0o640),
  futimens: () => fs.futimesSync(LOG, 1, 1),
  ftruncate: () => fs.ftruncateSync(LOG, 0),
  write: () => fs.writeSync(LOG, "x"),
  "close-after-write": () => fs.closeSync(closingLast),
  "fstat-after-write": () => fs.fstatSync(LOG),
};

function inOrder() {
  const names = Object.keys(operations);
  if (process.argv[2] !== "write-first") return names;
  const rest = names.filter((name) => WRITING.indexOf(name) < 0 && name !== "fstat" && name !== "read");
  return ["fstat", "read"].concat(WRITING, rest);
}

control.onGo(function () {
  const answers = {};
  inOrder().forEach(function (name) {
    answers[name] = answerOf(operations[name]);
    control.report("answered", { answers: answers }); // The next may never come back.
  });
});

function answerOf(operation) {
  try {
    operation();
    return "ok";
  } catch (error) {
    return nameOf(errnoOf(error));
  }
}

// libuv has no name for ESTALE, so the number is what counts.
function nameOf(errno) {
  const names = Object.keys(os.constants.errno);
  return names.find((name) => os.constants.errno[name] === errno) || "errno " + errno;
}
