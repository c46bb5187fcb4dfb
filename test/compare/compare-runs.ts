import t from "tap";
import { compareRuns, isShard, sideOf } from "../../lib/compare/compare-runs.ts";
import type { RunFile } from "../../lib/results/schema.ts";
import { failed, passed, runOf } from "./fixtures/runs.ts";

const compared = (before: RunFile, after: RunFile) =>
  compareRuns(sideOf(before, "before", null), sideOf(after, "after", null));

t.test("every case of either run is there once, the worst first", async (t) => {
  const tests = ["gone", "worse", "better", "same", "different"].map((test) => ({ test }));
  const [gone, worse, better, same, different] = tests as [object, object, object, object, object];
  const { cases, counts } = compared(
    runOf(passed(gone), passed(same), passed(different), failed(better), passed(worse)),
    runOf(
      passed({ test: "new" }),
      passed(same),
      passed({ ...different, outcome: "exit 1 · lost 0" }),
      passed(better),
      failed(worse),
    ),
  );
  t.same(
    cases.map(({ change }) => change),
    ["worse", "different", "gone", "new", "better", "same"],
  );
  t.same(counts, { worse: 1, different: 1, gone: 1, new: 1, better: 1, same: 1 });
  t.match(cases[0], { name: "exit-status/worse  direct-file · local", why: "pass → fail" });
  t.match(cases[2], { before: { test: "gone" }, after: null });
  t.match(cases[3], { before: null, after: { test: "new" } });
});

t.test("repetitions are one case", async (t) => {
  const { cases } = compared(runOf(passed(), passed()), runOf(failed(), passed()));
  t.match(cases, { length: 1, 0: { change: "worse" } });
});

t.test("two runtimes of one run are compared by their names", async (t) => {
  const run = runOf(passed({ runtime: "runc" }), failed({ runtime: "crun" }));
  const { before, after, cases, facts } = compareRuns(sideOf(run, "a", "runc"), sideOf(run, "a", "crun"));
  t.match([before, after], [{ label: "runc" }, { label: "crun" }]);
  t.match(cases, { length: 1, 0: { change: "worse" } });
  t.match(facts.slice(0, 2), [
    { name: "runc", before: "1.1.5+ds1-1", after: "" },
    { name: "crun", before: "" },
  ]);
  t.throws(() => sideOf(run, "a", "youki"), { code: "NOT_IN_RUN", message: "it has runc, crun" });
});

t.test("the next release of node is compared, but of several images each with itself", async (t) => {
  const image = (name: string) => ({ image: name });
  t.match(compared(runOf(passed(image("node:20"))), runOf(passed(image("node:22")))).counts, { same: 1 });
  const both = runOf(passed(image("node:20")), passed(image("node:22")));
  t.match(compared(both, runOf(passed(image("node:22")))).counts, { same: 1, gone: 1 });
});

t.test("versions of all that matters stand at the top", async (t) => {
  const names = compared(runOf(passed()), runOf(passed())).facts.map(({ name }) => name);
  t.same(names, ["unshare", "fd012", "kernel", "architecture", "node", "libc", "cgroup"]);
});

t.test("what makes runs hard to compare is said", async (t) => {
  const run = runOf(passed());
  const { head, tail } = run;
  const cautions = (after: RunFile) => compared(run, after).cautions;
  t.same(cautions(run), []);
  t.match(cautions({ ...run, head: { ...head, machine: { ...head.machine, architecture: "arm64" } } }), [
    /^The architectures differ/,
  ]);
  t.match(cautions({ ...run, head: { ...head, suite: "0.2.0" } }), [/^The suites differ/]);
  t.match(cautions({ ...run, head: { ...head, machine: { ...head.machine, root: false } } }), [/root's/]);
  t.match(cautions({ ...run, tail: { ...tail, interrupted: true } }), [/^after was interrupted/]);
  const shard = { ...head, shard: { index: 1, total: 4, plan: "a", cases: 1 } };
  t.match(cautions({ ...run, head: shard }), [/^after is one shard of a run/]);
  t.same([isShard(head), isShard(shard)], [false, true]);
});

t.test("runs with no case in common cannot be compared", async (t) => {
  t.throws(() => compared(runOf(passed()), runOf(passed({ test: "other" }))), {
    code: "NOTHING_IN_COMMON",
    exitCode: 2,
  });
});
