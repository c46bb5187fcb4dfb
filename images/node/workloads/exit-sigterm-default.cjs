// Has no SIGTERM listener. node's own handler resets the terminal and raises the signal again, which the kernel
// discards for PID 1 of a PID namespace; so it also waits for go, to end where the signal did not end it.
"use strict";

const control = require("./control.cjs");
const writer = require("./writer.cjs");

writer.writeLines(8);
control.onGo(function () {});
