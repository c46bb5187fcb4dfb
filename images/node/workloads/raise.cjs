// Sends itself the signal that its first argument names, with the default action in force, and waits for the end.
"use strict";

const control = require("./control.cjs");

const signal = process.argv[2];

control.onGo(function () {
  setInterval(function () {}, 60000);
  restoreDefault();
  process.kill(process.pid, signal);
});

// node ignores SIGPIPE and has handlers of its own for others; taking a listener away leaves SIG_DFL behind.
function restoreDefault() {
  const listener = function () {};
  try {
    process.on(signal, listener);
    process.removeListener(signal, listener);
  } catch (error) {
    // SIGKILL takes no listener and needs none.
  }
}
