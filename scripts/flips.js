// Holds the tests of the judges to account: flips operators of the code that judges, one at a time, and says which flips no test of the
// code's own folder notices. npm run flips -- --seed 1 --count 70 --only lib/judge (a folder, a file or a line of one; may be repeated)
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Compiler } from "./flips/compiles.js";
import { drawn } from "./flips/drawn.js";
import { flipsOf } from "./flips/find.js";
import { folders, sourcesOf, testsFor } from "./flips/folders.js";
import { isListed, knownFlips, unfound } from "./flips/known.js";
import { Sandbox } from "./flips/sandbox.js";

const AT_ONCE = 2;
const LEAST_SCORE = 95;
/** Milliseconds for tests of code that was not flipped; and how much longer they may take with a flip: a loop may have no end. */
const LONGEST = 120_000;
const TIMES = 4;
const MORE = 10_000;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "70" },
    only: { type: "string", multiple: true, default: Object.keys(folders) },
    survivors: { type: "string" },
  },
});

const known = knownFlips();
const all = Object.keys(folders).flatMap((folder) =>
  sourcesOf(folder).flatMap((path) =>
    flipsOf(path, readFileSync(path, "utf8")).map((flip) => ({ folder, ...flip })),
  ),
);
const gone = unfound(known, all);
for (const { file, line, flip } of gone)
  process.stdout.write(`listed as known, and not there any more: ${file}: ${line} (${flip})\n`);

const asked = all.filter((flip) => !isListed(known, flip) && values.only.some((words) => isOf(words, flip)));
const tried = drawn(asked, Number(values.seed), Number(values.count));
process.stdout.write(`${tried.length} of ${asked.length} flips, seed ${values.seed}\n`);

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130)); // Which removes the sandboxes.
const queue = [...tried];
/** By the names of the files. */
const deadlines = {};
await Promise.all(Array.from({ length: AT_ONCE }, worker));

// Only of the survivors: the compiler takes longer than most tests.
const compiler = new Compiler();
for (const flip of tried)
  if (flip.end === "survived" && !compiler.accepts(flip.path, flip.changed)) flip.end = "refused";
const survivors = tried.filter(({ end }) => end === "survived");
for (const { path, number, line, flip } of survivors)
  process.stdout.write(`survived: ${path}:${number}: ${line}\n          ${flip}\n`);

let isGood = gone.length === 0;
for (const folder of Object.keys(folders)) {
  const ofFolder = tried.filter((flip) => flip.folder === folder && flip.end !== "refused");
  if (ofFolder.length === 0) continue;
  const killed = ofFolder.filter(({ end }) => end !== "survived").length;
  const late = ofFolder.filter(({ end }) => end === "timed out").length;
  const score = Math.floor((100 * killed) / ofFolder.length);
  const words = `${killed} of ${ofFolder.length} killed${late > 0 ? `, ${late} of them by the deadline` : ""}`;
  process.stdout.write(`${folder}: ${score} % (${words})\n`);
  isGood &&= score >= LEAST_SCORE;
}
if (values.survivors) {
  const listed = survivors.map(({ path: file, line, flip }) => ({ file, line, flip, reason: "" }));
  writeFileSync(values.survivors, `${JSON.stringify(listed, null, 2)}\n`);
}
process.exitCode = isGood ? 0 : 1;

async function worker() {
  const sandbox = new Sandbox();
  try {
    for (let flip = queue.shift(); flip; flip = queue.shift()) {
      const text = readFileSync(flip.path, "utf8");
      flip.end = await endOf(flip, text, sandbox);
      process.stdout.write(`${flip.end.padEnd(9)} ${flip.path}:${flip.number} ${flip.flip}\n`);
    }
  } finally {
    sandbox.remove();
  }
}

async function endOf({ path, folder, changed }, text, sandbox) {
  for (const files of testsFor(path, folder)) {
    const deadline = await deadlineFor(files, sandbox);
    sandbox.write(path, changed);
    const end = await sandbox.passes(files, deadline);
    sandbox.write(path, text);
    if (end === "late") return "timed out";
    if (end === "failed") return "killed";
  }
  return "survived";
}

/** By how long they take without a flip; which they must pass, else every flip would seem to be noticed. */
function deadlineFor(files, sandbox) {
  const name = files.join(" ");
  deadlines[name] ??= unflipped(files, sandbox);
  return deadlines[name];
}

async function unflipped(files, sandbox) {
  const began = performance.now();
  const end = await sandbox.passes(files, LONGEST);
  if (end !== "passed") throw new Error(`without any flip these tests have ${end}: ${files.join(" ")}`);
  return Math.ceil(TIMES * (performance.now() - began) + MORE);
}

/** @param words a folder, a file, or a file and the number of a line */
function isOf(words, { folder, path, number }) {
  return [folder, path, `${path}:${number}`].includes(words.replace(/\/$/, ""));
}
