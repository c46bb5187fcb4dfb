import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { Parser } from "tap-parser";
import { readRun } from "../../lib/results/read-run.ts";
import { Place } from "../fixtures/fd012.ts";
import { remains } from "../fixtures/remains.ts";
import { needs } from "../requirement.ts";

const unshare = ["--runtime", "unshare"];

t.test("with the TAP reporter, stdout is TAP and nothing else", needs("root", "fuse"), async (t) => {
  const place = new Place(t);
  const words = [
    "run",
    "stale-log/*",
    "--strategy",
    "shim-pipe",
    "--filesystem",
    "stalefs",
    "--reporter",
    "tap",
  ];
  const { code, stdout } = await place.run(t, ...words, ...unshare);
  const extra: string[] = [];
  const parser = new Parser({ strict: true });
  parser.on("extra", (text) => extra.push(text));
  parser.on("child", (child) => child.on("extra", (text: string) => extra.push(text)));
  parser.end(stdout);
  t.match({ code, extra, ok: parser.results?.ok }, { code: 0, extra: { length: 0 }, ok: true });
  t.ok((parser.results?.count ?? 0) >= 10, "every case is a test point");
  t.same(remains(place.temporary, []), []);
});

t.test("a run leaves a report that can be read again", needs("root"), async (t) => {
  const place = new Place(t);
  const out = join(place.directory, "report");
  const { code, stdout, stderr } = await place.run(
    t,
    "run",
    "wiring/strategy-honoured",
    "--strategy",
    "direct-file",
    "--strategy",
    "shim-pipe",
    "--filesystem",
    "local",
    "--out",
    out,
    ...unshare,
  );
  t.match({ code, stdout }, { code: 0, stdout: "" }, "progress goes to stderr");
  t.match(stderr, /report: .*index\.html\n$/);
  const { cases, tail } = await readRun(out);
  t.match(tail, {
    counts: { held: 2, broken: 0, recorded: 0, skip: 0, error: 0, harmed: 0 },
    exitCode: 0,
    interrupted: false,
    problems: [],
  });
  t.same(
    cases.map(({ strategy, outcome }) => [strategy, outcome]),
    [
      ["direct-file", "exit 0 · lost 0"],
      ["shim-pipe", "exit 0 · lost 0"],
    ],
  );
  const events = readFileSync(join(out, "events.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  t.equal(events.at(-1).type, "run-end");
});

t.test("without --out the report lands below reports/, one directory a run", needs("root"), async (t) => {
  const place = new Place(t);
  for (const _ of [1, 2])
    await place.run(t, "run", "bytes/exact-sizes/1", "--strategy", "direct-file", ...unshare);
  t.equal(readdirSync(join(place.directory, "work", "reports")).length, 2);
});

t.test("a report that cannot be written is a matter of usage", async (t) => {
  const place = new Place(t);
  writeFileSync(join(place.directory, "file"), "");
  const file = join(place.directory, "file");
  for (const out of [file, join(file, "report")]) {
    const { code, stdout, stderr } = await place.run(t, "run", "wiring", "--out", out);
    t.match({ code, stdout }, { code: 2, stdout: "" });
    t.match(stderr, /^fd012: The report cannot be written to .* \(ENOTDIR\); .*--out\.\n$/);
  }
  t.same(remains(place.temporary, []), []);
});

t.test("a reporter's file that cannot be written is a matter of usage, and nothing runs", async (t) => {
  const place = new Place(t);
  const { code, stdout, stderr } = await place.run(
    t,
    "run",
    "wiring",
    "--reporter",
    `junit=${place.directory}`,
  );
  t.match({ code, stdout }, { code: 2, stdout: "" });
  t.match(stderr, /^fd012: The junit reporter cannot write .*: it is a directory; name a file\.\n$/);
  t.same(readdirSync(join(place.directory, "work")), []);
});

t.test("a report that could not be written to its end fails the run", needs("root"), async (t) => {
  const words = ["run", "bytes/exact-sizes/1", "--strategy", "direct-file", "--reporter", "junit=/dev/full"];
  const { code, stderr } = await new Place(t).run(t, ...words, ...unshare);
  t.equal(code, 1);
  t.match(stderr, /^fd012: the junit=\/dev\/full reporter broke: ENOSPC: .*\nreport: /);
});

t.test("a job's summary is appended to", needs("root"), async (t) => {
  const place = new Place(t);
  const file = join(place.directory, "step-summary");
  writeFileSync(file, "# before\n");
  place.environment.GITHUB_STEP_SUMMARY = file;
  const words = [
    "run",
    "bytes/exact-sizes/1",
    "--strategy",
    "direct-file",
    "--reporter",
    "github",
    "--out",
    "out",
  ];
  const { code, stdout } = await place.run(t, ...words, ...unshare);
  t.equal(code, 0);
  t.match(stdout, /^::stop-commands::(\S+)\n::\1::\n$/, "no annotation, for all is well");
  const summary = readFileSync(join(place.directory, "work/out/summary.md"), "utf8");
  t.match(summary, /^### ✔ fd012: 1 case: 1 held\n/);
  t.equal(readFileSync(file, "utf8"), `# before\n${summary}`);
});

t.test("a job's summary that cannot be written is a matter of usage", async (t) => {
  const place = new Place(t);
  place.environment.GITHUB_STEP_SUMMARY = join(place.directory, "none/summary");
  const { code, stderr } = await place.run(t, "run", "bytes/exact-sizes/1", "--out", "out", ...unshare);
  t.match(
    { code, stderr },
    { code: 2, stderr: /^fd012: GITHUB_STEP_SUMMARY names .* \(ENOENT\): unset it, .*\n$/ },
  );
  t.same(remains(place.temporary, []), []);
});

t.test("a choice that no claim makes sense for runs nothing", async (t) => {
  const { code, stdout, stderr } = await new Place(t).run(t, "run", "bytes", "--filesystem", "tmpfs");
  t.match({ code, stdout }, { code: 4, stdout: "" });
  t.match(stderr, /^fd012: Nothing to run: .*\n$/);
});
