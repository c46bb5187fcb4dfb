import t from "tap";
import { HARMS } from "../../lib/results/harm-names.ts";
import { harmCounts, harmLines, harmNames, isDeadly } from "../../lib/results/harm-words.ts";
import type { Harm } from "../../lib/results/schema.ts";

const of = (...names: Harm["harm"][]) => ({
  harms: names.map((harm): Harm => ({ harm, amount: 1, text: `text of ${harm}` })),
});

t.test("names come the worst first and each once, lines as they are", async (t) => {
  t.same(harmNames(of("late", "died", "lost", "died")), ["died", "lost", "late"]);
  t.same(harmLines(of("late", "died")), ["late: text of late", "died: text of died"]);
});

t.test("each result counts once for each of its harms, and what none has is left out", async (t) => {
  t.same(harmCounts([of("lost", "lost"), of("died", "lost"), of()]), [
    ["died", 1],
    ["lost", 2],
  ]);
});

t.test("a hang and a death are deadly, and nothing else is", async (t) => {
  t.same(
    HARMS.filter((name) => isDeadly(of(name))),
    ["hang", "died"],
  );
  t.ok(isDeadly(of("late", "died")));
});
