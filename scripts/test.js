// Runs the project's own tests: all of them, or the files and directories that are named (npm test -- test/evidence). tap reports in
// its own way, and .taprc says what is a test; the last line counts assertions. A run in which none passed is a failure.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const typescript = `--import=${import.meta.resolve("../test/fixtures/typescript.js")}`;
spawnSync(process.execPath, [typescript, "test/fixtures/clean-after-killed.ts"], { stdio: ["ignore", 2, 2] });

const directory = mkdtempSync(join(tmpdir(), "test-of-fd012-"));
const file = join(directory, "output.tap");
const toTerminal = process.stdout.isTTY;
const words = [
  "--no",
  "tap",
  "run",
  ...(toTerminal ? [`--output-file=${file}`] : []),
  ...process.argv.slice(2),
];
const tap = spawn("npx", words, {
  stdio: ["ignore", toTerminal ? "inherit" : "pipe", "inherit"],
  env: { ...process.env, NODE_OPTIONS: typescript },
});

let output = "";
tap.stdout?.setEncoding("utf8").on("data", (text) => {
  process.stdout.write(text);
  output += text;
});
const [code] = await once(tap, "close");
if (toTerminal && code !== null) output = readFileSync(file, "utf8");
rmSync(directory, { recursive: true });

const { pass = 0, fail = 0, skip = 0, todo = 0 } = counts();
process.stdout.write(`${pass} passed, ${fail} failed, ${skip + todo} skipped\n`);
process.exitCode = code === 0 && pass > 0 ? 0 : code || 1;

/** tap's own count of assertions, a comment near the end: `# { total: 7, pass: 6, skip: 1 }`. */
function counts() {
  const last = [...output.matchAll(/^# \{ (total: .*) \}$/gm)].at(-1)?.[1] ?? "";
  return Object.fromEntries([...last.matchAll(/(\w+): (\d+)/g)].map(([, name, n]) => [name, Number(n)]));
}
