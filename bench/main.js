// What fd012 costs on top of what it does. Every figure is a ratio of two commands that ran in turn in this very run, so that a machine
// that is slow today is slow for both. Prints; never asserts.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { casesByHand, strategies } from "./cases.js";

const rounds = Number(process.argv[2] ?? 5);
const scratch = mkdtempSync(join(tmpdir(), "bench-of-fd012-"));
const cases = casesByHand();
const wirings = strategies.flatMap((name) => ["--strategy", name]);
const out = [
  ...wirings,
  "--out",
  join(scratch, "report"),
  "--reporter",
  `progress=${join(scratch, "progress")}`,
];
const suite = (jobs) => () =>
  run(process.execPath, ["dist/cli.js", "run", "--runtime", "unshare", "--jobs", jobs, ...out]);
const byHand = () => run("sh", ["bench/by-hand.sh", newestRootfs(), "dist/stalefs.js"], cases);

try {
  suite("1")(); // Builds the image, warms the page cache.
  const [one, hand, two] = interleave(rounds, suite("1"), byHand, suite("2"));
  const [help, bare] = interleave(
    rounds * 4,
    () => run(process.execPath, ["dist/cli.js", "--help"]),
    () => run(process.execPath, ["-e", "0"]),
  );
  process.stdout.write(`${cases.trim().split("\n").length} cases, medians of ${rounds} rounds in turn\n`);
  report(
    "default run / by hand, jobs 1",
    median(one) / median(hand),
    "≤",
    1.15,
    `${seconds(one)} / ${seconds(hand)}`,
  );
  report("jobs 1 / jobs 2", median(one) / median(two), "≥", 1.7, `${seconds(one)} / ${seconds(two)}`);
  report(
    "fd012 --help / node -e 0",
    median(help) / median(bare),
    "≤",
    2.5,
    `${seconds(help)} / ${seconds(bare)}`,
  );
  report("peak memory of the suite, MB", peakMemory(), "≤", 150, "the suite's own process, jobs 1");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function interleave(times, ...commands) {
  const walls = commands.map(() => []);
  for (let i = 0; i < times; i++) for (const [k, command] of commands.entries()) walls[k].push(command());
  return walls;
}

/** Seconds that a command takes. */
function run(program, words, input = "") {
  const began = performance.now();
  const { status, stderr } = spawnSync(program, words, { input, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${[program, ...words].join(" ")} exited with ${status}: ${stderr}`);
  return (performance.now() - began) / 1000;
}

function peakMemory() {
  const file = join(scratch, "peak");
  const words = [
    "--import",
    "./bench/peak-memory.js",
    "dist/cli.js",
    "run",
    "--runtime",
    "unshare",
    "--jobs",
    "1",
    ...out,
  ];
  spawnSync(process.execPath, words, { env: { ...process.env, FD012_PEAK_MEMORY: file } });
  return Number(readFileSync(file, "utf8")) / 1000;
}

function newestRootfs() {
  const images = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "fd012/images");
  const ours = readdirSync(images).filter((entry) => entry.startsWith(`node-${process.versions.node}-`));
  const [newest] = ours.sort((a, b) => statSync(join(images, b)).mtimeMs - statSync(join(images, a)).mtimeMs);
  return join(images, newest, "rootfs");
}

function report(what, value, sign, goal, detail) {
  const met = sign === "≤" ? value <= goal : value >= goal;
  process.stdout.write(
    `${what.padEnd(32)} ${value.toFixed(2).padStart(7)}  goal ${sign} ${goal}  ${met ? "met   " : "MISSED"}  ${detail}\n`,
  );
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function seconds(values) {
  return `${median(values).toFixed(3)} s`;
}
