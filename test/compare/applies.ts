import t from "tap";
import { applies, concerns, isMet } from "../../lib/compare/applies.ts";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { broken, held, recorded, runOf } from "./fixtures/runs.ts";

const entry = (over: Partial<Expectation> = {}): Expectation => ({
  ...{ case: "exit-status/code/0", verdict: "broken", bug: "runc#1", expires: "2026-12-31" },
  ...over,
});
const one = broken();
const run = runOf(one);

t.test("an entry speaks of the cases that it names, under its conditions", async (t) => {
  const { machine } = run.head;
  for (const over of <Partial<Expectation>[]>[
    {},
    { case: "exit-status" },
    { case: "exit-status/*" },
    { runtime: one.runtime, strategy: one.strategy, filesystem: one.filesystem, image: one.image },
    { when: { version: "<2", kernel: ">=6", arch: machine.architecture as "x64" } },
  ])
    t.equal(applies(entry(over), one, run.head), true, JSON.stringify(over));
  for (const over of <Partial<Expectation>[]>[
    { case: "exit-status/code/1" },
    { runtime: "runc" },
    { image: "node:12" },
    { when: { version: ">=2" } },
    { when: { kernel: "<5" } },
    { when: { arch: "arm64" } },
    { when: { cgroup: "none" } },
  ])
    t.equal(applies(entry(over), one, run.head), false, JSON.stringify(over));
});

t.test("it is met by its verdict and its outcome, where it has them", async (t) => {
  t.equal(isMet(entry(), one), true);
  t.equal(isMet(entry(), held()), false);
  t.equal(isMet(entry({ outcome: "exit 3 · lost 0" }), one), true);
  t.equal(isMet(entry({ outcome: "exit 4 · lost 0" }), one), false);
  const { verdict, ...harmed } = entry({ harm: "died" });
  t.equal(isMet(harmed, recorded("exit 127 · lost 0", "lost", "died")), true);
  t.equal(isMet(harmed, recorded("exit 127 · lost 0", "lost")), false);
});

t.test("a run can judge an entry only if it has what that speaks of", async (t) => {
  t.equal(concerns(entry(), run), true);
  for (const over of <Partial<Expectation>[]>[
    { case: "bytes" },
    { runtime: "runc" },
    { when: { kernel: "<5" } },
  ])
    t.equal(concerns(entry(over), run), false, JSON.stringify(over));
  const two = runOf(one, broken({ runtime: "runc" }));
  t.equal(concerns(entry({ runtime: "runc" }), two), true, "one of the two is it");
  t.equal(concerns(entry(), runOf(one, broken({ test: "code/1" }))), true, "one of the two is its test");
  const versions = { ...two.head.runtimes, runc: "2.0.0" };
  const newer = { ...two, head: { ...two.head, runtimes: versions } };
  t.equal(concerns(entry({ runtime: "runc", when: { version: "<2" } }), newer), false);
  t.equal(concerns(entry({ when: { version: "<2" } }), newer), true, "the other runtime is that old");
});
