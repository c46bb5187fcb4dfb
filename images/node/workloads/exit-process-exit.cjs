// As exit-natural, but ends by process.exit(0).
"use strict";

const control = require("./control.cjs");
const writer = require("./writer.cjs");

writer.writeLines(8);
control.onGo(function () {
  process.exit(0);
});
