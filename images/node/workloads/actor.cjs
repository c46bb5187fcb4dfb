// Does what the suite asks for, one step after the other, and answers each with its errno, its result and its time; lib/control/steps.ts has
// the steps. Its argument is the name of its channel, where it was executed beside PID 1.
"use strict";

process.env.FD012_CHANNEL = process.argv[2] || "";

const childProcess = require("child_process");
const fs = require("fs");
const tty = require("tty");
const control = require("./control.cjs");
const errnoOf = require("./errno.cjs");
const held = require("./held.cjs");
const stdin = require("./stdin.cjs");
const writer = require("./writer.cjs");

/** MAX_ERRNO of linux/err.h: it failed, and node does not tell by what. */
const UNKNOWN = 4095;
const PRINTED = "printed";
const FLAGS = {
  read: "r",
  "read-at-once": fs.constants.O_RDONLY | fs.constants.O_NONBLOCK,
  write: "r+",
  append: "a",
  truncate: "w",
};

const steps = {
  write: (stream, bytes, chunk, content) => writer.write(stream, Number(bytes), Number(chunk), content),
  read: (fd, bytes) => fs.readSync(Number(fd), Buffer.alloc(Number(bytes)), 0, Number(bytes), null),
  take: (bytes, piece) => stdin.take(Number(bytes), Number(piece)),
  open: (path, how) => fs.openSync(path, FLAGS[how]),
  close: (fd) => fs.closeSync(Number(fd)),
  print: (stream) => (stream === "stdout" ? console.log(PRINTED) : console.error(PRINTED)),
  readlink: (path) => fs.readlinkSync(path),
  stat: (fd) => statOf(fs.fstatSync(Number(fd))),
  "hold-signal": (name) => held.hold(name),
  isatty: (fd) => tty.isatty(Number(fd)),
  spawn: (program, ...words) => spawned(program, words),
  signal: (pid, name) => signalled(Number(pid), name),
};

function statOf(stat) {
  return { mode: stat.mode, size: stat.size, nlink: stat.nlink };
}

// It has our fds 0–2, and nobody waits for it: its end must not keep this program.
function spawned(program, words) {
  const child = childProcess.spawn(program, words, { stdio: "inherit" });
  child.on("error", function () {}); // Told by the missing pid.
  child.unref();
  return child.pid || -1;
}

function signalled(pid, name) {
  process.kill(pid || process.pid, name);
}

control.onSteps(function (words) {
  if (words[0] === "exit") {
    if (words.length > 3) writer.write(words[2], Number(words[3]), 65536);
    process.exitCode = Number(words[1]);
    return null;
  }
  const began = process.hrtime();
  const answer =
    words[0] === "take-signal"
      ? held.take(words[1], Number(words[2]))
      : answerOf(steps[words[0]], words.slice(1));
  return answer.then ? answer.then((late) => timed(late, began)) : timed(answer, began);
});

function timed(answer, began) {
  const took = process.hrtime(began);
  answer.milliseconds = Math.round(took[0] * 1e6 + took[1] / 1e3) / 1e3;
  return answer;
}

function answerOf(step, words) {
  try {
    const value = step.apply(null, words);
    return value === undefined ? { errno: 0 } : { errno: 0, value: value };
  } catch (error) {
    return { errno: errnoOf(error) || UNKNOWN };
  }
}
