import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { Place } from "../fixtures/fd012.ts";
import { needs } from "../requirement.ts";

const SAID = "fd012: options from fd012.yaml\n";
const COMMON = `# What this repository always passes.
runtime: unshare
filesystem: [local]
strategy: [direct-file, shim-pipe]
tests: [wiring]
exclude: wiring/cli-*
no-kernel-trace: false
timeout: 30
`;

function placeWith(t: Test, text: string, name = "fd012.yaml"): Place {
  const place = new Place(t);
  writeFileSync(join(place.directory, "work", name), text);
  return place;
}

async function dry(t: Test, place: Place, ...words: string[]) {
  const { code, stdout, stderr } = await place.run(t, "run", "--dry-run", ...words);
  return { code, stderr, lines: stdout.split("\n").filter(Boolean) };
}

t.test("a run takes what the project file says as if it were given", needs("root"), async (t) => {
  const options = ["--runtime", "unshare", "--filesystem", "local", "--exclude", "wiring/cli-*"];
  const strategies = ["--strategy", "direct-file", "--strategy", "shim-pipe"];
  const given = await dry(t, new Place(t), "wiring", ...options, ...strategies);
  const found = await dry(t, placeWith(t, COMMON));
  t.match(found, { code: 0, lines: given.lines });
  t.ok(found.stderr.startsWith(SAID), found.stderr);
  t.ok(found.lines.length > 5);
});

t.test("the command line replaces what the file says, lists and patterns too", needs("root"), async (t) => {
  const place = placeWith(t, COMMON);
  const words = ["bytes/exact-sizes/1", "--strategy", "shim-pipe", "--exclude", "wiring/no-extra-fds"];
  const { code, lines } = await dry(t, place, ...words);
  t.match({ code, lines }, { code: 0, lines: [/^run {3}bytes\/exact-sizes\/1 unshare shim-pipe local /] });
  t.equal(lines.length, 1, lines.join("\n"));
});

t.test("a run records what it took from the file beside its own words", needs("root"), async (t) => {
  const place = placeWith(
    t,
    "runtime: unshare\nfilesystem: local\nstrategy: direct-file\ntests: wiring/no-extra-fds\n",
  );
  const { code } = await place.run(t, "run", "--strategy", "shim-pipe", "--out", "report");
  t.equal(code, 0);
  const { head } = JSON.parse(readFileSync(join(place.directory, "work/report/run.json"), "utf8"));
  t.same(head.command, [
    ...["run", "--strategy", "shim-pipe", "--out", "report"],
    ...["--runtime=unshare", "--filesystem=local", "wiring/no-extra-fds"],
  ]);
});

t.test("a pattern that follows --vm is a pattern, and replaces tests", async (t) => {
  const place = placeWith(t, "tests: this-is-not-looked-up\n");
  const { code, stderr } = await place.run(t, "run", "--vm", "bytez");
  t.match({ code, stderr }, { code: 2, stderr: /There is no test "bytez"/ });
});

t.test("RUNTIME replaces the runtime of the file", needs("root"), async (t) => {
  const place = placeWith(
    t,
    "runtime: crun\ntests: wiring/strategy-honoured\nfilesystem: local\nstrategy: direct-file\n",
  );
  place.environment.RUNTIME = "unshare";
  const { lines } = await dry(t, place);
  t.same(lines, ["run   wiring/strategy-honoured unshare direct-file local node"]);
});

t.test("--no-config and --config none read no file", async (t) => {
  const place = placeWith(t, "this: is no option\n");
  for (const words of [["--no-config"], ["--config", "none"]]) {
    const { code, stderr } = await dry(t, place, "no-such-test", ...words);
    t.match({ code, stderr }, { code: 2, stderr: /^fd012: There is no test "no-such-test"/ });
  }
});

t.test("another file is named by --config, and paths in it are relative to it", needs("root"), async (t) => {
  const place = new Place(t);
  mkdirSync(join(place.directory, "work/ci"));
  const text = "baseline: good.json\ntests: wiring\n";
  writeFileSync(join(place.directory, "work/ci/all.yaml"), text);
  const { code, stderr } = await dry(t, place, "--config", "ci/all.yaml", "--runtime", "unshare");
  t.equal(code, 2);
  t.match(stderr, /^fd012: options from ci\/all\.yaml\nfd012: ci\/good\.json does not exist/);
});

t.test("only the current directory is looked at", async (t) => {
  const place = new Place(t);
  writeFileSync(join(place.directory, "fd012.yaml"), "this: is no option\n");
  const { stderr } = await dry(t, place, "no-such-test");
  t.match(stderr, /^fd012: There is no test/);
});

const REFUSED: readonly [string, string, string][] = [
  [
    "an unknown key",
    "jobs: 2\nretrys: 2\n",
    'fd012.yaml, line 2: there is no option "retrys"; did you mean "retries"?',
  ],
  [
    "a key of an object's own",
    "__proto__: 1\n",
    'fd012.yaml, line 1: there is no option "__proto__"; see fd012 run --help.',
  ],
  [
    "an option of one run",
    "shard: 1/2\n",
    "fd012.yaml, line 1: --shard is given on the command line alone: each part of a run has its own.",
  ],
  ["text for a number", "jobs: many\n", "fd012.yaml, line 1: jobs takes a whole number from 1 up."],
  ["too small a number", "jobs: 0\n", "fd012.yaml, line 1: jobs takes a whole number from 1 up."],
  ["text for a flag", "bail: 'yes'\n", "fd012.yaml, line 1: bail takes true or false."],
  ["a list for one value", "out: [a, b]\n", "fd012.yaml, line 1: out takes text."],
  [
    "a number for text",
    "strategy: 1\n",
    'fd012.yaml, line 1: strategy takes text, or a list of texts: write "1" in quotes.',
  ],
  [
    "a kernel without quotes",
    "vm: [6.1]\n",
    'fd012.yaml, line 1: vm takes text, or a list of texts, or true: write "6.1" in quotes.',
  ],
  ["an empty list", "runtime: []\n", "fd012.yaml, line 1: runtime takes text, or a list of texts."],
  ["nothing", "runtime:\n", "fd012.yaml, line 1: runtime takes text, or a list of texts."],
  ["a list of options", "- jobs: 1\n", "fd012.yaml: it must be a mapping of options, KEY: VALUE."],
  ["a key twice", "jobs: 1\njobs: 2\n", "fd012.yaml, line 2: Map keys must be unique."],
  ["a tag", "jobs: !call 1\n", "fd012.yaml, line 1: Unresolved tag: !call."],
  ["two documents", "jobs: 1\n---\njobs: 2\n", "fd012.yaml, line 2: "],
  ["an open bracket", "jobs: 1\nruntime: [a\n", "fd012.yaml, line "],
  ["brackets without end", `runtime: ${"[".repeat(200_000)}`, "fd012.yaml"],
];

for (const [what, text, sentence] of REFUSED) {
  t.test(`${what} is refused in one sentence`, async (t) => {
    const { code, stderr, lines } = await dry(t, placeWith(t, text));
    t.match({ code, lines }, { code: 2, lines: [] });
    t.ok(stderr.startsWith(`fd012: ${sentence}`), stderr);
    t.equal(stderr.split("\n").length, 2, stderr);
  });
}

t.test("a file that is named must be there, and be a file", async (t) => {
  const place = new Place(t);
  for (const name of ["missing.yaml", "."]) {
    const { code, stderr } = await dry(t, place, "--config", name);
    t.match({ code }, { code: 2 });
    t.ok(stderr.startsWith(`fd012: The options in ${name} cannot be read: `), stderr);
  }
  symlinkSync("nowhere", join(place.directory, "work/fd012.yaml"));
  t.match(await dry(t, place), { code: 2, stderr: /^fd012: The options in fd012\.yaml cannot be read: / });
});

t.test("costs of the file are for a run that is split alone", needs("root"), async (t) => {
  const place = placeWith(t, `${COMMON}costs: costs.json\n`);
  t.equal((await dry(t, place)).code, 0);
  t.match(await dry(t, place, "--shard", "1/2"), { code: 2, stderr: /costs\.json/ });
});

t.test("merge takes what it has as an option, and leaves the rest", async (t) => {
  const place = placeWith(t, `${COMMON}expect: known.yaml\n`);
  const { code, stderr } = await place.run(t, "merge", "shards/1");
  t.match({ code, stderr }, { code: 2, stderr: /^fd012: options from fd012\.yaml\nfd012: .*known\.yaml/ });
  const without = await place.run(t, "merge", "shards/1", "--no-config");
  t.match(without, { code: 2, stderr: /^fd012: .*shards\/1/ });
});

t.test("the help of run tells of the file", async (t) => {
  const { stdout } = await new Place(t).run(t, "run", "--help");
  t.match(stdout, /Select:(\n .*)* --config <file> /);
  t.match(stdout, /\nProject file:\n/);
});
