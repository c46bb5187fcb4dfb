// Has a SIGTERM listener that lets go of what keeps the event loop alive: a graceful shutdown.
"use strict";

const control = require("./control.cjs");
const writer = require("./writer.cjs");

const work = setInterval(function () {}, 60000);
process.on("SIGTERM", function () {
  clearInterval(work);
});
writer.writeLines(8);
control.waiting();
