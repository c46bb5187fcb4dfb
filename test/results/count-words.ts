import t from "tap";
import { countWords } from "../../lib/results/count-words.ts";
import { diedBy, sampleCase } from "../reporters/fixtures/sample-case.ts";
import { sampleRun } from "../reporters/fixtures/sample-run.ts";

const words = (results: Parameters<typeof countWords>[0]) => countWords(results).map((one) => one.words);

t.test("each case is counted once, with what the harmed ones had", async (t) => {
  const { cases } = sampleRun();
  t.same(words(cases), [
    "39 held",
    "10 recorded",
    "8 harmed (6 died, 1 lost, 2 undelivered)",
    "3 broken",
    "1 error",
    "6 skipped",
  ]);
  t.equal(
    countWords(cases).reduce((sum, { count }) => sum + count, 0),
    cases.length,
  );
});

t.test("a run in which nothing was held shows that", async (t) => {
  t.same(words([sampleCase({ verdict: "recorded", harms: [diedBy("exit 127")] })]), [
    "0 held",
    "1 harmed (1 died)",
  ]);
  t.same(words([sampleCase({ verdict: "error" }), sampleCase({ verdict: "error" })]), ["0 held", "2 errors"]);
});
