// Does nothing until it is killed.
"use strict";

const control = require("./control.cjs");

setInterval(function () {}, 60000);
control.waiting();
