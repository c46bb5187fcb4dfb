import t from "tap";
import { paintFor } from "../../lib/reporters/colour.ts";

const cases: [isTTY: boolean, environment: NodeJS.ProcessEnv, coloured: boolean][] = [
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: "dumb" }, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
];

for (const [isTTY, environment, coloured] of cases) {
  t.test(`${isTTY ? "a terminal" : "a file"} with ${JSON.stringify(environment)}`, async (t) => {
    const paint = paintFor(isTTY, environment);
    t.equal(paint("red", "x"), coloured ? "\x1b[31mx\x1b[39m" : "x");
  });
}
