import t from "tap";
import { countVerdicts } from "../../lib/results/verdict-counts.ts";
import { diedBy, sampleCase } from "../reporters/fixtures/sample-case.ts";

t.test("verdicts are counted, and among those that came out well the harmed ones", async (t) => {
  const harms = [diedBy("exit 127")];
  const results = [
    sampleCase({ verdict: "held" }),
    sampleCase({ verdict: "held", harms }),
    sampleCase({ verdict: "recorded", harms }),
    sampleCase({ verdict: "broken", harms }),
    sampleCase({ verdict: "error", harms }),
    sampleCase({ verdict: "skip" }),
  ];
  t.same(countVerdicts(results), { held: 2, recorded: 1, broken: 1, error: 1, skip: 1, harmed: 2 });
  t.same(countVerdicts([]), { held: 0, recorded: 0, broken: 0, error: 0, skip: 0, harmed: 0 });
});
