import t from "tap";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { asideOf, violationsOf } from "../../lib/compare/expectations-kept.ts";
import { broken, held, known, runOf } from "./fixtures/runs.ts";

const entry = (over: Partial<Expectation> = {}): Expectation => ({
  ...{ case: "exit-status/code/0", verdict: "broken", bug: "runc#1", expires: "2026-12-31" },
  ...over,
});
const violations = (run: ReturnType<typeof runOf>, ...expectations: Expectation[]) =>
  violationsOf(run, { expectations, known, today: "2026-06-01" });

t.test("a sentence names the entry by its place in the list, its case and its bug", async (t) => {
  t.same(violations(runOf(broken()), entry(), entry({ expires: "2026-05-31" })), [
    "expectation 2 (exit-status/code/0, runc#1) has expired on 2026-05-31: mend it, or ask for more time there",
  ]);
});

t.test("of several cases that did otherwise the first is named", async (t) => {
  const run = runOf(broken(), held({ id: "one" }), held({ id: "two" }));
  t.match(violations(run, entry()), [/ did not happen: one is held · exit 0 · lost 0; remove the entry/]);
});

t.test("an entry that this run cannot judge is counted", async (t) => {
  t.equal(asideOf(runOf(held()), [entry(), entry({ case: "bytes/exact" }), entry({ runtime: "runc" })]), 2);
});
