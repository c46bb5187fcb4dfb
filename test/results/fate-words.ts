import t from "tap";
import { fateSentence, fateWords } from "../../lib/results/fate-words.ts";
import type { Fate } from "../../lib/results/schema.ts";

const fates: [Fate, words: string, sentence: string][] = [
  [{ kind: "exit", code: 127 }, "exit 127", "exit 127"],
  [{ kind: "signal", signal: "SIGSEGV" }, "signal SIGSEGV", "signal SIGSEGV"],
  [{ kind: "hang", where: "pipe_write" }, "hang", "hang: pipe_write"],
  [{ kind: "start-failed", message: "no such file" }, "start-failed", "start-failed: no such file"],
  [{ kind: "unknown", reason: "no trace" }, "unknown", "unknown: no trace"],
];

for (const [fate, words, sentence] of fates) {
  t.test(sentence, async (t) => {
    t.equal(fateWords(fate), words);
    t.equal(fateSentence(fate), sentence);
  });
}
