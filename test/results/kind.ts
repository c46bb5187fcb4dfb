import t from "tap";
import { KINDS, kindOf } from "../../lib/results/kind.ts";
import { diedBy, sampleCase } from "../reporters/fixtures/sample-case.ts";

const harms = [diedBy("exit 127")];
const attempts = [{ verdict: "broken" as const, outcome: null, reason: "once", milliseconds: 1 }];

t.test("each result is of one kind, and a harmed one is neither held nor recorded", async (t) => {
  const kinds = [
    sampleCase({ verdict: "held" }),
    sampleCase({ verdict: "recorded" }),
    sampleCase({ verdict: "held", harms }),
    sampleCase({ verdict: "recorded", harms }),
    sampleCase({ verdict: "recorded", harms, attempts }),
    sampleCase({ verdict: "broken", harms, attempts }),
    sampleCase({ verdict: "error", harms }),
    sampleCase({ verdict: "skip" }),
  ].map(kindOf);
  t.same(kinds, ["held", "recorded", "harmed", "harmed", "flaky", "broken", "error", "skip"]);
  t.same(new Set(kinds), new Set(KINDS));
});
