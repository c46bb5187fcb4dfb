// What every workload says to the suite, and how it waits for it. Never over fds 0–2: those are what is measured.
// Plain CommonJS without newer syntax, since it runs under node 10 to 26.
"use strict";

const fs = require("fs");
const tty = require("tty");
const errnoOf = require("./errno.cjs");

const directory = process.env.FD012_CONTROL || "/fd012";
/** Of a program that was executed beside PID 1: the name by which it speaks, and by which it is spoken to. */
const channel = process.env.FD012_CHANNEL || "";

const APPENDING = fs.constants.O_WRONLY | fs.constants.O_APPEND;

/** The one file that a workload may write, in a directory that it may not; lib/control/messages.ts has the messages. */
function openAnswers() {
  return fs.openSync(directory + "/events", APPENDING);
}

/** Appends one message as a JSON line, by one call: who is killed has said it or has not. */
function say(answers, event, detail) {
  const line = JSON.stringify(Object.assign({ event: event }, channel && { of: channel }, detail));
  fs.writeSync(answers, line + "\n");
}

/** The same, with the file open for that moment alone: nothing above fd 2 is the workload's while the suite looks. */
function report(event, detail) {
  const answers = openAnswers();
  say(answers, event, detail);
  fs.closeSync(answers);
}

/** The handshake, the first event of all: tells a workload that ran from a runtime or loader that failed before it. */
function ready() {
  report("ready", {
    pid: process.pid,
    node: process.version.slice(1),
    architecture: process.arch,
    streams: [0, 1, 2].map(ownView),
    above: ownViewAbove(2),
  });
}

/** Says that everything before the fault is done: from here on the suite may break things. */
function waiting() {
  report("waiting", {});
}

/** Waits, and calls back once the suite has created `go`. The watch stands before the look, so that none is missed. */
function onGo(callback) {
  const stop = watchControl(look);
  let gone = false;
  function look() {
    if (gone || !fs.existsSync(file("go"))) return;
    gone = true;
    stop();
    callback();
  }
  waiting();
  look();
}

/** Calls back with the words of each step, in order, and answers what that returns, or promises; null is the last one's. */
function onSteps(callback) {
  const stop = watchControl(look);
  let number = 0;
  let isWaiting = false;
  function look() {
    while (!isWaiting) {
      const words = stepOf(number);
      if (!words) return;
      const answer = callback(words);
      if (!answer) return stop();
      if (answer.then) wait(answer);
      else tell(answer);
    }
  }
  function wait(promise) {
    isWaiting = true;
    promise.then(function (answer) {
      isWaiting = false;
      tell(answer);
      look();
    });
  }
  function tell(answer) {
    report("did", Object.assign({ step: number }, answer));
    number++;
  }
  waiting();
  look();
}

/** The file appears with all that is in it. */
function stepOf(number) {
  const path = file("step-" + number);
  if (!fs.existsSync(path)) return null;
  return fs.readFileSync(path, "latin1").trim().split(" ").map(decodeURIComponent);
}

function file(name) {
  return directory + "/" + (channel && channel + ".") + name;
}

// gVisor's kernel is not told of what is done to a directory from outside its sandbox, so there, and only there, the file is
// asked for again and again.
function watchControl(look) {
  if (!isGvisor()) {
    const watcher = fs.watch(directory, look);
    return () => {
      watcher.close();
    };
  }
  const timer = setInterval(look, 20);
  return () => {
    clearInterval(timer);
  };
}

// The build that gVisor claims to be, of all its versions (pkg/sentry/kernel: LinuxVersion).
function isGvisor() {
  return fs.readFileSync("/proc/version", "latin1").includes("#1 SMP Sun Jan 10 15:06:54 PST 2016");
}

/** One descriptor as PID 1 itself sees it, for runtimes whose processes the host's /proc does not show. */
function ownView(fd) {
  try {
    const stat = fs.fstatSync(fd);
    return {
      fd: fd,
      mode: stat.mode,
      rdev: stat.rdev,
      dev: String(stat.dev),
      ino: String(stat.ino),
      target: target(fd),
      flags: flags(fd),
      isTerminal: tty.isatty(fd),
    };
  } catch (error) {
    return { fd: fd, errno: errnoOf(error), code: error.code };
  }
}

function target(fd) {
  try {
    return fs.readlinkSync("/proc/self/fd/" + fd);
  } catch (error) {
    return null;
  }
}

/** The file status flags, an octal number as proc(5) has it; null where there is no fdinfo. */
function flags(fd) {
  try {
    const line = /^flags:\s*([0-7]+)/m.exec(fs.readFileSync("/proc/self/fdinfo/" + fd, "latin1"));
    return line && line[1];
  } catch (error) {
    return null;
  }
}

/** What is open above `fd`, without what was open only to read the list; null where there is no list. */
function ownViewAbove(fd) {
  try {
    const open = fs.readdirSync("/proc/self/fd").map(Number);
    return open
      .filter((one) => one > fd)
      .map(ownView)
      .filter((view) => view.errno === undefined);
  } catch (error) {
    return null;
  }
}

ready();

module.exports = {
  openAnswers: openAnswers,
  say: say,
  report: report,
  waiting: waiting,
  onGo: onGo,
  onSteps: onSteps,
};
