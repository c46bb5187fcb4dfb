// Makes a baseline of a run with --repeat, from the cases that came out alike each time: node scripts/baselines/loops.js RUN.json BASELINE.json [LOOPS]
// What flickers is listed on stderr and kept out. Exit code 1 where there were fewer loops than a stable baseline has (100, or LOOPS).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundled } from "../bundled.js";

const [from, to, wanted] = process.argv.slice(2);
const lib = join(import.meta.dirname, "../../lib/results");
const { foldLoops, STABLE_LOOPS } = await bundled(join(lib, "loops.ts"));
const { baselineText } = await bundled(join(lib, "baseline.ts"));
const run = foldLoops(JSON.parse(readFileSync(from, "utf8")));
const { times, flickering } = run.head.loops;
for (const { id, results } of flickering)
  process.stderr.write(`flickers: ${id}\n${results.map((one) => `  ${one.times}× ${one.text}\n`).join("")}`);
writeFileSync(to, baselineText(run));
process.stderr.write(
  `${times} loops: ${run.cases.length} cases alike each time, ${flickering.length} flicker\n`,
);
const least = wanted === undefined ? STABLE_LOOPS : Number(wanted);
if (times < least) {
  process.stderr.write(`A stable baseline has ${least} loops.\n`);
  process.exitCode = 1;
}
