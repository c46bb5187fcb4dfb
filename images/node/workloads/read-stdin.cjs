// Reads fd 0 to its end and tells how much has come so far and whether it is what the suite wrote there: the end may never come.
"use strict";

const fs = require("fs");
const control = require("./control.cjs");
const content = require("./content.cjs");
const errnoOf = require("./errno.cjs");

const chunk = Buffer.alloc(65536);
const told = { bytes: 0, exact: true, errno: 0, ended: false };
while (!told.ended) {
  read();
  control.report("stdin", told);
}
control.onGo(() => {});

function read() {
  try {
    const n = fs.readSync(0, chunk, 0, chunk.length, null);
    const wanted = content.slice("stdin", told.bytes, told.bytes + n);
    told.bytes += n;
    told.exact = told.exact && chunk.slice(0, n).equals(wanted);
    told.ended = n === 0;
  } catch (error) {
    told.errno = errnoOf(error);
    told.ended = true;
  }
}
