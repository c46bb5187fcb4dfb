import t from "tap";
import { isFlaky } from "../../lib/results/flaky.ts";

const attempts = [{ verdict: "fail" as const, outcome: null, reason: "once", milliseconds: 1 }];

t.test("a pass after a try that failed is flaky, and nothing else is", async (t) => {
  t.equal(isFlaky({ verdict: "pass", attempts }), true);
  t.equal(isFlaky({ verdict: "pass" }), false);
  t.equal(isFlaky({ verdict: "pass", attempts: [] }), false);
  t.equal(isFlaky({ verdict: "fail", attempts }), false);
});
