// What every workload says to the suite, and how it waits for it. Never over fds 0–2: those are what is measured.
// Plain CommonJS without newer syntax, since it runs under node 10 to 26.
"use strict";

const fs = require("fs");

const directory = process.env.FD012_CONTROL || "/fd012";

/** Appends one event as a JSON line. */
function report(event, detail) {
  const line = JSON.stringify(Object.assign({ event: event }, detail));
  fs.appendFileSync(directory + "/events", line + "\n");
}

/** The handshake, the first event of all: tells a workload that ran from a runtime or loader that failed before it. */
function ready() {
  report("ready", {
    pid: process.pid,
    node: process.version.slice(1),
    architecture: process.arch,
    streams: [0, 1, 2].map(ownView),
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
    if (gone || !fs.existsSync(directory + "/go")) return;
    gone = true;
    stop();
    callback();
  }
  waiting();
  look();
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
    return { fd: fd, mode: stat.mode, dev: String(stat.dev), ino: String(stat.ino), target: target(fd) };
  } catch (error) {
    return { fd: fd, errno: -error.errno, code: error.code };
  }
}

function target(fd) {
  try {
    return fs.readlinkSync("/proc/self/fd/" + fd);
  } catch (error) {
    return null;
  }
}

ready();

module.exports = { report: report, waiting: waiting, onGo: onGo };
