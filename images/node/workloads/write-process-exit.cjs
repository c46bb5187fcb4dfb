// Asks for 4 MiB on stdout, by the stream that node gives a program and not by write(2), and calls process.exit() at once. What of it was
// written node does not say, so nothing is told to be acknowledged.
"use strict";

const content = require("./content.cjs");
const control = require("./control.cjs");

const SIZE = 4194304;

control.report("wrote", { streams: { stdout: { acked: 0, tried: SIZE, failed: {}, took: [] } } });
control.onGo(function () {
  process.stdout.write(content.slice("stdout", 0, SIZE));
  process.exit(0);
});
