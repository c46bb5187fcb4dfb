import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, constants, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { within } from "../../lib/host/deadline.ts";
import { packageRoot } from "../../lib/package-root.ts";
import { readRun } from "../../lib/results/read-run.ts";
import { type Ended, Place } from "../fixtures/fd012.ts";
import { remains, runsIn } from "../fixtures/remains.ts";
import { runUnderWay } from "../fixtures/run-under-way.ts";
import { sampleRun } from "../reporters/fixtures/sample-run.ts";
import { needs } from "../requirement.ts";

const CLI = join(packageRoot, "dist/cli.js");
const PRELOAD = join(import.meta.dirname, "fixtures/defect.js");

/** The program with a pipe for its stdout, or its stderr, whose reader has gone before it begins. */
function unread(t: Test, place: Place, words: readonly string[], fd: 1 | 2 = 1): Promise<Ended> {
  const fifo = join(place.directory, `fifo-${words.join("-").replaceAll("/", "-")}`);
  execFileSync("mkfifo", [fifo]);
  const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(fifo, "w");
  closeSync(reader);
  const child = spawn(process.execPath, [CLI, ...words], {
    cwd: join(place.directory, "work"),
    env: place.environment,
    stdio: ["ignore", fd === 1 ? writer : "pipe", fd === 2 ? writer : "pipe"],
  });
  closeSync(writer);
  t.teardown(() => child.kill("SIGKILL"));
  return ended(child);
}

async function ended(child: ChildProcess): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  const end = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => resolve({ code: code ?? (signal as string), ...said }));
  });
  return await within(end, 120_000, "the end of fd012");
}

t.test("a command that nobody reads ends quietly, as git does", async (t) => {
  const place = new Place(t);
  for (const name of ["a", "b"]) {
    mkdirSync(join(place.directory, "work", name));
    writeFileSync(join(place.directory, "work", name, "run.json"), JSON.stringify(sampleRun()));
  }
  writeFileSync(join(place.directory, "work/expect.yaml"), "[]\n");
  for (const words of [
    ["--help"],
    ["list"],
    ["list", "--json"],
    ["explain", "stale-log/keep-writing"],
    ["compare", "a", "b"],
    ["compare", "a", "b", "--format", "html"],
    ["compare", "a", "b", "--format", "table"],
    ["report", "a", "--reporter", "tap"],
    ["inspect", String(process.pid)],
    ["expect", "check", "expect.yaml"],
  ])
    t.match(await unread(t, place, words), { code: 141, stderr: "" }, words.join(" "));
});

t.test("so does one that has something to clean, when it has cleaned", async (t) => {
  const place = new Place(t);
  t.match(await unread(t, place, ["doctor"]), { code: 141, stderr: "" });
  // On a machine with a leftover that will not go it has nothing to print but that.
  const { code, stderr } = await unread(t, place, ["clean"]);
  t.match(stderr, code === 3 ? /^(fd012: could not .*\n)+$/s : /^$/);
  t.ok(code === 141 || code === 3, `${code}`);
  t.same(runsIn(place.temporary), []);
});

t.test("a reader of stderr that goes away ends it as well", async (t) => {
  t.match(await unread(t, new Place(t), ["no-command"], 2), { code: 141, stdout: "" });
});

t.test("a file that is a pipe without a reader is no defect", async (t) => {
  const place = new Place(t);
  mkdirSync(join(place.directory, "work/a"));
  writeFileSync(join(place.directory, "work/a/run.json"), JSON.stringify(sampleRun()));
  const words = ["report", "a", "--reporter", "json=/dev/stdout"];
  t.match(await unread(t, place, words), { code: 141 });
});

t.test("a full disk behind stdout is told", async (t) => {
  const full = openSync("/dev/full", "w");
  const child = spawn(process.execPath, [CLI, "list"], { stdio: ["ignore", full, "pipe"] });
  closeSync(full);
  t.match(await ended(child), { code: 3, stderr: "fd012: stdout cannot be written: ENOSPC.\n" });
});

const long = ["stale-log", "bytes", "--runtime", "unshare"];

t.test("a run whose reader goes away cleans up after itself", needs("root"), async (t) => {
  const place = new Place(t);
  const { child, ended, out, runs } = await runUnderWay(t, place, ...long);
  t.equal(runs.length, 1, "it is under way");
  child.stdout?.destroy();
  t.match(await ended, { code: 141, stderr: /^report: \S+\n$/ });
  t.same(remains(place.temporary, runs), []);
  t.match(await readRun(out), {
    tail: { interrupted: true, problems: { length: 0 }, counts: { broken: 0, error: 0 } },
  });
});

for (const defect of ["uncaught exception", "unhandled rejection"])
  t.test(`an ${defect} amid a run is told in one line, and leaves nothing`, needs("root"), async (t) => {
    const place = new Place(t);
    Object.assign(place.environment, { NODE_OPTIONS: `--import=${PRELOAD}`, DEFECT: defect });
    const { ended, out, runs } = await runUnderWay(t, place, ...long);
    const { code, stderr } = await ended;
    t.equal(code, 70, stderr);
    const told = stderr.split("\n").filter((line) => line.includes("internal error"));
    t.equal(told.length, 1);
    t.match(told[0], /^fd012: internal error of fd012, please report it: TypeError: planted \w+ at /);
    t.same(remains(place.temporary, runs), []);
    t.match(await readRun(out), { tail: { interrupted: true, problems: [/^internal error/] } });
  });

t.test("a defect in a command is told in one line", async (t) => {
  const place = new Place(t);
  Object.assign(place.environment, { NODE_OPTIONS: `--import=${PRELOAD}`, DEFECT: "in a command" });
  const { code, stderr } = await place.run(t, "list");
  t.equal(code, 70);
  t.match(
    stderr,
    /^fd012: internal error of fd012, please report it: TypeError: planted\\nin a command at .*\n$/,
  );
});
