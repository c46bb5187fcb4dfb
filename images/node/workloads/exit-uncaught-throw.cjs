// As exit-natural, but ends by an exception that nobody catches.
"use strict";

const control = require("./control.cjs");
const writer = require("./writer.cjs");

writer.writeLines(8);
control.onGo(function () {
  throw new Error("thrown on purpose by the workload");
});
