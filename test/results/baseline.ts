import t from "tap";
import { compareRuns } from "../../lib/compare/compare-runs.ts";
import { baselineOf, baselineText } from "../../lib/results/baseline.ts";
import { runFile } from "../../lib/results/schema.ts";
import { sampleRun } from "../reporters/fixtures/sample-run.ts";

const run = sampleRun();

t.test("a baseline is a run that compares as the whole one does", async (t) => {
  const baseline = baselineOf(run);
  t.same(runFile.parse(baseline), baseline);
  const { counts } = compareRuns({ label: "whole", ...run }, { label: "baseline", ...baseline });
  t.same(counts, {
    worse: 0,
    different: 0,
    gone: 0,
    new: 0,
    skipped: 0,
    error: 0,
    better: 0,
    same: run.cases.length,
  });
});

t.test("what is another each time is not in it", async (t) => {
  for (const { observation, repro } of baselineOf(run).cases) {
    t.match([observation?.wiring ?? null, observation?.said ?? "", repro], [null, "", null]);
    t.same(observation?.evidence.trace ?? [], []);
  }
});

t.test("one case stands on one line", async (t) => {
  const text = baselineText(run);
  t.same(JSON.parse(text), baselineOf(run));
  for (const one of run.cases)
    t.equal(text.split("\n").filter((line) => line.startsWith(`{"id":${JSON.stringify(one.id)},`)).length, 1);
});
