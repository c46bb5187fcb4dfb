// Asks everything of fd 1 that a program may ask of a log, in a fixed order, and says how each was answered: 0, or the errno's name.
"use strict";

const fs = require("fs");
const os = require("os");
const control = require("./control.cjs");
const writer = require("./writer.cjs");

const LOG = 1;
// What leaves the file unchanged comes first: a write leaves dirty data, and then fsync(2) and close(2) answer otherwise.
const operations = {
  fstat: () => fs.fstatSync(LOG),
  fsync: () => fs.fsyncSync(LOG),
  reopen: () => fs.closeSync(fs.openSync("/proc/self/fd/" + LOG, "r")),
  fchmod: () => fs.fchmodSync(LOG, 0o640),
  futimens: () => fs.futimesSync(LOG, 1, 1),
  ftruncate: () => fs.ftruncateSync(LOG, 0),
  write: () => fs.writeSync(LOG, "x"),
};

writer.writeLines(1);
control.onGo(function () {
  const answers = {};
  Object.keys(operations).forEach(function (name) {
    answers[name] = answerOf(operations[name]);
  });
  control.report("answered", { answers: answers });
});

function answerOf(operation) {
  try {
    operation();
    return "ok";
  } catch (error) {
    return nameOf(-error.errno);
  }
}

// libuv has no name for ESTALE, so the number is what counts.
function nameOf(errno) {
  const names = Object.keys(os.constants.errno);
  return names.find((name) => os.constants.errno[name] === errno) || "errno " + errno;
}
