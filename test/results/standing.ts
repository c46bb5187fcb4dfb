import t from "tap";
import type { Verdict } from "../../lib/results/schema.ts";
import { isGood, isHarmed, isTrouble } from "../../lib/results/standing.ts";
import { diedBy } from "../reporters/fixtures/sample-case.ts";

const verdicts: readonly Verdict[] = ["held", "recorded", "broken", "error", "skip"];

t.test("each verdict came out well, or is trouble, or is a skip", async (t) => {
  t.same(
    verdicts.map((verdict) => [verdict, isGood({ verdict }), isTrouble({ verdict })]),
    [
      ["held", true, false],
      ["recorded", true, false],
      ["broken", false, true],
      ["error", false, true],
      ["skip", false, false],
    ],
  );
});

t.test("harmed is what came out well and cost something", async (t) => {
  const harms = [diedBy("exit 127")];
  t.same(
    verdicts.filter((verdict) => isHarmed({ verdict, harms })),
    ["held", "recorded"],
  );
  t.notOk(verdicts.some((verdict) => isHarmed({ verdict, harms: [] })));
});
