import t from "tap";
import { compareRuns, compareStrictly, isShard, sideOf } from "../../lib/compare/compare-runs.ts";
import type { RunFile } from "../../lib/results/schema.ts";
import { broken, errored, held, recorded, runOf, skipped } from "./fixtures/runs.ts";

const compared = (before: RunFile, after: RunFile) =>
  compareRuns(sideOf(before, "before", null), sideOf(after, "after", null));

t.test("every case of either run is there once, the worst first", async (t) => {
  const tests = ["gone", "worse", "better", "same", "different"].map((test) => ({ test }));
  const [gone, worse, better, same, different] = tests as [object, object, object, object, object];
  const { cases, counts } = compared(
    runOf(
      ...[held(gone), held(same), held(different), broken(better), held(worse)],
      ...[held({ test: "skipped" }), held({ test: "error" })],
    ),
    runOf(
      ...[skipped({ test: "skipped" }), errored({ test: "error" })],
      held({ test: "new" }),
      held(same),
      held({ ...different, outcome: "exit 1 · lost 0" }),
      held(better),
      broken(worse),
    ),
  );
  t.same(
    cases.map(({ change }) => change),
    ["worse", "error", "skipped", "gone", "new", "different", "better", "same"],
  );
  t.same(counts, { worse: 1, error: 1, skipped: 1, gone: 1, new: 1, different: 1, better: 1, same: 1 });
  t.match(cases[0], { name: "exit-status/worse  direct-file · local", why: "held → broken" });
  t.match(cases[3], { before: { test: "gone" }, after: null });
  t.match(cases[4], { before: null, after: { test: "new" } });
});

t.test("of what is worse the worst comes first, whatever the order of the runs", async (t) => {
  const names = (["late", "died", "lost", "hang"] as const).map((harm) => ({ harm, test: harm }));
  const { cases } = compared(
    runOf(...names.map(({ test }) => held({ test })), held({ test: "broken" })),
    runOf(...names.map(({ harm, test }) => ({ ...recorded("x", harm), test })), broken({ test: "broken" })),
  );
  t.same(
    cases.map(({ after }) => after?.test),
    ["hang", "died", "broken", "lost", "late"],
  );
  t.notOk("severity" in (cases[0] as object), "it is for the order alone");
});

t.test("a gate knows a case by its whole name", async (t) => {
  const sides = (one: RunFile, other: RunFile) =>
    compareStrictly(sideOf(one, "before", null), sideOf(other, "after", null));
  const renamed = sides(runOf(held()), runOf(held({ runtime: "crun" })));
  t.match(renamed.counts, { gone: 1, new: 1, same: 0 });
  t.match(sides(runOf(held()), runOf(held({ image: "node:12" }))).counts, { gone: 1, new: 1 });
  t.match(sides(runOf(held()), runOf(held())).counts, { same: 1, gone: 0, new: 0 });
  t.match(renamed.cases, [
    { change: "gone", name: "exit-status/code/0  unshare · direct-file · local · node" },
    { change: "new", name: "exit-status/code/0  crun · direct-file · local · node" },
  ]);
});

t.test("of repetitions that stand alone the worst is shown", async (t) => {
  const { cases } = compared(
    runOf(held({ test: "a" })),
    runOf(held({ test: "a" }), held(), broken(), held()),
  );
  t.match(cases[0], { change: "new", after: { verdict: "broken" } });
  const [one, other] = [broken({ outcome: "exit 1" }), broken({ outcome: "exit 2" })];
  const alike = compared(runOf(held({ test: "a" })), runOf(held({ test: "a" }), one, other));
  t.equal(alike.cases[0]?.after, one, "of equals the first");
});

t.test("repetitions are one case", async (t) => {
  const { cases } = compared(runOf(held(), held()), runOf(broken(), held()));
  t.match(cases, { length: 1, 0: { change: "worse" } });
});

t.test("two runtimes of one run are compared by their names", async (t) => {
  const run = runOf(held({ runtime: "runc" }), broken({ runtime: "crun" }));
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
  t.match(compared(runOf(held(image("node:20"))), runOf(held(image("node:22")))).counts, { same: 1 });
  const both = runOf(held(image("node:20")), held(image("node:22")));
  t.match(compared(both, runOf(held(image("node:22")))).counts, { same: 1, gone: 1 });
});

t.test("versions of all that matters stand at the top", async (t) => {
  const names = compared(runOf(held()), runOf(held())).facts.map(({ name }) => name);
  t.same(names, [
    "unshare",
    "fd012",
    "kernel",
    "architecture",
    "node",
    "images",
    "timeout",
    "libc",
    "cgroup",
  ]);
});

t.test("what makes runs hard to compare is said", async (t) => {
  const run = runOf(held());
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
  t.throws(() => compared(runOf(held()), runOf(held({ test: "other" }))), {
    code: "NOTHING_IN_COMMON",
    exitCode: 2,
  });
});
