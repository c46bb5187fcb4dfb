// Writes as many bytes to stdout as its first argument says, in calls of 64 KiB, and leaves.
"use strict";

const control = require("./control.cjs");
const writer = require("./writer.cjs");

control.onGo(function () {
  writer.write("stdout", Number(process.argv[2]), 65536);
});
