// Runs the project's own tests: all of them, or the files and directories that are named (npm test -- test/evidence). tap reports in
// its own way, and .taprc says what is a test; the last line counts assertions. A run in which none passed is a failure.
//
// All of them are two runs of tap side by side: a virtual machine is emulated on one processor for minutes, and like a test of files alone it touches nothing of this
// machine's that the other tests look at. What its run says is printed when the other has ended.
import { spawnSync } from "node:child_process";
import { lanes } from "./tests/lanes.js";
import { tapRun } from "./tests/tap-run.js";

const typescript = `--import=${import.meta.resolve("../test/fixtures/typescript.js")}`;
spawnSync(process.execPath, [typescript, "test/fixtures/clean-after-killed.ts"], { stdio: ["ignore", 2, 2] });

const words = process.argv.slice(2);
const [first, ...others] = words.length > 0 ? [words] : lanes();
const beside = others.map((files) => tapRun(files, typescript, "print at the end"));
const ended = [await tapRun(first, typescript, "print at once")];
for (const other of beside) {
  const { output, ...end } = await other;
  process.stdout.write(output);
  ended.push(end);
}

const sum = (name) => ended.reduce((all, { counts }) => all + (counts[name] ?? 0), 0);
const pass = sum("pass");
process.stdout.write(`${pass} passed, ${sum("fail")} failed, ${sum("skip") + sum("todo")} skipped\n`);
const code = ended.map((end) => end.code).find((one) => one !== 0) ?? 0;
process.exitCode = code === 0 && pass > 0 ? 0 : code || 1;
