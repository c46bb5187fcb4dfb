import t from "tap";
import { allowedWords } from "../../lib/results/allowed-words.ts";

t.test("what was let pass is counted by name, and nothing is no word", async (t) => {
  t.equal(allowedWords({ allowed: { new: 3, gone: 0, skipped: 1 } }), "3 new, 1 skipped");
  t.equal(allowedWords({ allowed: { new: 0, gone: 0, skipped: 0 } }), "");
});
