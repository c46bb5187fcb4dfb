// As keep-writing, but 256 KiB on each stream, one after the other, which no pipe holds (64 KiB, pipe(7)): a reader that has stopped
// is felt.
"use strict";

const content = require("./content.cjs");
const control = require("./control.cjs");
const writer = require("./writer.cjs");

writer.writeLines(8);
control.onGo(function () {
  writeOn("stdout");
  writeOn("stderr");
});

function writeOn(stream) {
  writer.write(stream, 64 * 64 * content.LINE, 16 * content.LINE);
}
