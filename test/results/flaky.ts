import t from "tap";
import { attemptLines, isFlaky } from "../../lib/results/flaky.ts";

const attempts = [{ verdict: "broken" as const, outcome: null, reason: "once", milliseconds: 1 }];

t.test("a pass after a try that failed is flaky, and nothing else is", async (t) => {
  t.equal(isFlaky({ verdict: "held", attempts }), true);
  t.equal(isFlaky({ verdict: "recorded", attempts }), true);
  t.equal(isFlaky({ verdict: "held" }), false);
  t.equal(isFlaky({ verdict: "held", attempts: [] }), false);
  t.equal(isFlaky({ verdict: "broken", attempts }), false);
  t.equal(isFlaky({ verdict: "error", attempts }), false);
  t.same(attemptLines({ attempts }), ["try 1: broken · once"]);
});
