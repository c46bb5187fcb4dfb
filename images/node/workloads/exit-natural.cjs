// Writes a little, waits, and leaves when its event loop is empty: the way most services end.
"use strict";

const control = require("./control.cjs");
const writer = require("./writer.cjs");

writer.writeLines(8);
control.onGo(function () {});
