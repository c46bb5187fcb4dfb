// Goes on writing after the fault, both streams, then leaves when its event loop is empty.
"use strict";

const control = require("./control.cjs");
const writer = require("./writer.cjs");

writer.writeLines(8);
control.onGo(function () {
  writer.writeLines(64);
});
