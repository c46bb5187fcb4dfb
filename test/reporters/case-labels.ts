import t from "tap";
import { CaseLabels } from "../../lib/reporters/case-labels.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { sampleCase } from "./fixtures/sample-case.ts";

function cells(...overs: Partial<CaseResult>[]): CaseResult[] {
  return overs.map(sampleCase);
}

t.test("strategy and filesystem are always shown", async (t) => {
  const plan = cells({});
  t.equal(new CaseLabels(plan).of(plan), "direct-file · local");
});

t.test("cases that differ in one dimension are put together", async (t) => {
  const plan = cells(
    { strategy: "direct-file", filesystem: "local" },
    { strategy: "direct-file", filesystem: "tmpfs" },
    { strategy: "shim-pipe", filesystem: "local" },
    { strategy: "shim-pipe", filesystem: "tmpfs" },
  );
  const labels = new CaseLabels(plan);
  t.equal(labels.of(plan), "direct-file, shim-pipe · local, tmpfs");
  t.equal(labels.of(plan.slice(0, 3)), "direct-file · local, tmpfs; shim-pipe · local");
});

t.test("the runtime is shown where there are several", async (t) => {
  const plan = cells({ runtime: "runc" }, { runtime: "crun" });
  const labels = new CaseLabels(plan);
  t.equal(labels.of(plan.slice(0, 1)), "runc · direct-file · local");
  t.equal(labels.of(plan), "runc, crun · direct-file · local");
});

t.test("the image is shown where one test has several", async (t) => {
  const different = cells({ test: "a", image: "node:20" }, { test: "b", image: "abort" });
  t.equal(new CaseLabels(different).of(different.slice(0, 1)), "direct-file · local");
  const several = cells({ image: "node:20" }, { image: "node:24" });
  const labels = new CaseLabels([...several, ...different]);
  t.equal(labels.of(several), "direct-file · local · node:20, node:24");
  t.equal(labels.of(different.slice(0, 1)), "direct-file · local", "and not beside the others");
});

t.test("repetitions are counted, tests that are told together are not", async (t) => {
  const repeated = cells({}, {}, {});
  t.equal(new CaseLabels(repeated).of(repeated), "direct-file · local ×3");
  const folded = cells({ test: "code/0" }, { test: "code/1" });
  t.equal(new CaseLabels(folded).of(folded), "direct-file · local");
});
