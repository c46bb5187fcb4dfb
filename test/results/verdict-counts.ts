import t from "tap";
import { countVerdicts, worstVerdict } from "../../lib/results/verdict-counts.ts";

const results = [{ verdict: "pass" }, { verdict: "skip" }, { verdict: "pass" }] as const;

t.test("verdicts are counted", async (t) => {
  t.same(countVerdicts(results), { pass: 2, fail: 0, skip: 1, error: 0 });
});

t.test("an error is worse than a failure, a skip than a pass", async (t) => {
  t.equal(worstVerdict(results), "skip");
  t.equal(worstVerdict([...results, { verdict: "fail" }]), "fail");
  t.equal(worstVerdict([{ verdict: "error" }, { verdict: "fail" }]), "error");
  t.equal(worstVerdict([]), "pass");
});
