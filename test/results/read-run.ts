import { truncateSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { baselineOf } from "../../lib/results/baseline.ts";
import { readBaseline, readRun } from "../../lib/results/read-run.ts";
import { sampleEvents, sampleRun } from "../reporters/fixtures/sample-run.ts";

const run = sampleRun();
const lines = sampleEvents(run).map((event) => `${JSON.stringify(event)}\n`);

t.test("a run directory is read from its run.json", async (t) => {
  const directory = t.testdir({ "run.json": JSON.stringify(run), "events.jsonl": "nonsense" });
  t.same(await readRun(directory), run);
  t.same(await readRun(join(directory, "run.json")), run);
});

t.test("of a run directory its baseline serves for a comparison, where it has one", async (t) => {
  const baseline = baselineOf(run);
  const files = { "run.json": JSON.stringify(run), "baseline.json": JSON.stringify(baseline) };
  t.same(await readBaseline(t.testdir(files)), baseline);
  t.same(await readBaseline(t.testdir({ "run.json": files["run.json"] })), run);
});

t.test("a run that was killed is read from its events", async (t) => {
  const directory = t.testdir({ "events.jsonl": lines.slice(0, 5).join("").slice(0, -20) });
  t.match(await readRun(directory), { head: run.head, cases: { length: 1 }, tail: { interrupted: true } });
});

t.test("what is no run says so", async (t) => {
  const directory = t.testdir({
    empty: {},
    "other.json": "{}",
    "broken.json": "{",
    "huge.json": "",
    "started.jsonl": "",
    "later.json": JSON.stringify({ ...run, head: { ...run.head, schema: 1 } }),
  });
  const at = (name: string) => readRun(join(directory, name));
  await t.rejects(at("missing"), { code: "RUN_MISSING", exitCode: 2 });
  await t.rejects(at("empty"), { code: "RUN_MISSING", message: "run directory" });
  truncateSync(join(directory, "huge.json"), 500_000_001); // A hole: it takes no room.
  await t.rejects(at("huge.json"), { code: "RUN_UNREADABLE", message: "it has 500000001 bytes" });
  await t.rejects(at("broken.json"), { code: "RUN_INVALID", message: "not JSON" });
  await t.rejects(at("other.json"), { code: "RUN_INVALID", message: "head" });
  await t.rejects(at("started.jsonl"), { code: "RUN_INVALID", message: "it holds no run" });
  await t.rejects(at("later.json"), { code: "RUN_VERSION", message: "head.schema" });
});
