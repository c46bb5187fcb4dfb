import t from "tap";
import { compareRuns } from "../../lib/compare/compare-runs.ts";
import { baselineOf, baselineText } from "../../lib/results/baseline.ts";
import { runFile } from "../../lib/results/schema.ts";
import { sampleCase } from "../reporters/fixtures/sample-case.ts";
import { sampleObservation } from "../reporters/fixtures/sample-observation.ts";
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

t.test("of the assertions those that did not hold are in it, without their detail", async (t) => {
  for (const [index, { assertions }] of baselineOf(run).cases.entries())
    t.same(
      assertions,
      run.cases[index]?.assertions.filter(({ ok }) => !ok).map((one) => ({ ...one, detail: null })),
    );
  t.ok(run.cases.some(({ assertions }) => assertions.some(({ ok }) => ok)));
});

t.test("why there was no trace stays, and else that it was left out", async (t) => {
  const observation = sampleObservation();
  const missing = (evidence: typeof observation.evidence) =>
    baselineOf({ ...run, cases: [sampleCase({ observation: { ...observation, evidence } })] }).cases[0]
      ?.observation?.evidence.missing;
  t.equal(missing({ ...observation.evidence, missing: "no root" }), "no root");
  t.equal(missing({ ...observation.evidence, missing: null }), "left out of a baseline");
});

t.test("one case stands on one line", async (t) => {
  const text = baselineText(run);
  t.same(JSON.parse(text), baselineOf(run));
  for (const one of run.cases)
    t.equal(text.split("\n").filter((line) => line.startsWith(`{"id":${JSON.stringify(one.id)},`)).length, 1);
});
