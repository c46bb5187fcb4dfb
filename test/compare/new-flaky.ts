import t from "tap";
import { judge } from "../../lib/compare/gate.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { errored, flaky, held, known, recorded, runOf, skipped } from "./fixtures/runs.ts";

const other = held({ test: "other" });
const why = (before: CaseResult, after: CaseResult, allowFlaky: boolean) =>
  judge(runOf(other, after), {
    ...{ baseline: runOf(other, before), expectations: [], known, today: "2026-06-01", allowFlaky },
    allow: { new: false, gone: true, skipped: false },
  }).failing.map((one) => one.why);

t.test("a case that did not run before, and is flaky, fails by that name unless it is allowed", async (t) => {
  t.same(why(held({ test: "gone" }), flaky(), false), ["flaky, and it is not in the earlier run"]);
  t.same(why(skipped(), flaky(), false), ["flaky, and was skipped before: not here"]);
  for (const before of [held({ test: "gone" }), skipped(), errored()]) t.same(why(before, flaky(), true), []);
});

t.test("what it costs is not allowed with it", async (t) => {
  const lossy = { ...recorded("exit 0 · lost 8", ["lost", 8]), attempts: flaky().attempts };
  for (const isAllowed of [false, true])
    t.same(why(held({ test: "gone" }), lossy, isAllowed), [
      "harmed (lost), and it is not in the earlier run",
    ]);
});
