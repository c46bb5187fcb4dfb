// Signals that do nothing but wait until they are taken; of node's, which tells of them when its event loop turns.
"use strict";

const ETIMEDOUT = 110;

const came = {};

function hold(name) {
  came[name] = 0;
  process.on(name, function () {
    came[name]++;
    process.emit("held signal", name);
  });
}

/** Promises an answer, in so many milliseconds at most. */
function take(name, milliseconds) {
  return new Promise(function (resolve) {
    const timer = setTimeout(function () {
      end(ETIMEDOUT);
    }, milliseconds);
    function look() {
      if (!came[name]) return;
      came[name]--;
      end(0);
    }
    function end(errno) {
      clearTimeout(timer);
      process.removeListener("held signal", look);
      resolve({ errno: errno });
    }
    process.on("held signal", look);
    look();
  });
}

module.exports = { hold: hold, take: take };
