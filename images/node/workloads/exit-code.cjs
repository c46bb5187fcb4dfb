// Exits with the status that its first argument names.
"use strict";

const control = require("./control.cjs");

control.onGo(function () {
  process.exit(Number(process.argv[2]));
});
