// abort(3) by process.abort().
"use strict";

const control = require("./control.cjs");

control.onGo(function () {
  process.abort();
});
