import t from "tap";
import { standingOf, type Trial, wantedTries, whyWorse } from "../../lib/compare/bisect.ts";
import { skipped as skippedWord, wordOn } from "../../lib/compare/bisect-word.ts";
import { atLeast, triesFor } from "../../lib/compare/chance.ts";
import type { Results } from "../../lib/compare/change.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { broken, errored, held, recorded, skipped } from "./fixtures/runs.ts";

const trial = (tries: CaseResult[], over: Partial<Trial> = {}): Trial => ({
  ...{ before: [held()], tries, wanted: 1 },
  ...over,
});
const many = (n: number, make: () => CaseResult) => Array.from({ length: n }, make);
const standing = (...words: Parameters<typeof trial>) => standingOf(trial(...words));
const some = (...results: CaseResult[]) => results as unknown as Results;

t.test("a case that never flickers needs one try that is good, or three that are worse", async (t) => {
  t.equal(standing([]), "open");
  t.equal(standing([held()]), "good");
  t.equal(standing([broken()]), "open");
  t.equal(standing([broken(), broken()]), "open");
  t.equal(standing([broken(), broken(), broken()]), "worse");
  t.equal(standing(many(3, () => recorded("exit 0 · lost 9", ["lost", 9]))), "worse", "a harm is as bad");
  t.equal(standing([recorded("exit 0 · lost 0")]), "good", "what is only different is not worse");
});

t.test("where it comes out well and badly it is tried at least twenty times", async (t) => {
  t.equal(standing([broken(), ...many(9, held)]), "open");
  t.equal(standing([broken(), ...many(18, held)]), "open");
  t.equal(standing([broken(), ...many(19, held)]), "good", "once in twenty is an accident");
  t.equal(standing([...many(4, held), ...many(3, broken)]), "worse", "three of seven are none");
});

t.test("a baseline that flickers itself is no better than a revision that does so as often", async (t) => {
  const before = some(...many(2, broken), ...many(8, held));
  t.equal(standing(many(3, broken), { before }), "open", "one in five may do that by chance");
  t.equal(standing([...many(4, broken), ...many(16, held)], { before }), "good");
  t.equal(standing(many(6, broken), { before }), "worse");
  t.equal(wantedTries(before, null, 1), 10);
  t.equal(standing(many(3, broken), { before: some(broken()) }), "good", "what was always so is not worse");
});

t.test("what was not seen says nothing, whatever the revision", async (t) => {
  const skip = () => skipped();
  t.equal(standing(many(2, skip)), "open");
  t.equal(standing(many(3, skip)), "unjudged");
  t.equal(standing(many(3, () => errored())), "unjudged");
  t.equal(standing([errored(), held()]), "good", "an error by chance is tried again");
});

t.test("it is tried as often as it flickers in a bad revision", async (t) => {
  const third = some(...many(4, broken), ...many(8, held));
  t.equal(wantedTries([held()], third, 1), 19, "missed once in a thousand times");
  t.equal(wantedTries([held()], some(...many(9, broken), held()), 1), 10, "ten at least");
  t.equal(wantedTries([held()], some(...many(5, broken)), 1), 3, "few where it never flickers");
  t.equal(wantedTries([held()], null, 1), 1);
  t.equal(wantedTries([held()], third, 30), 30, "what was asked for is the least");
});

t.test("the tries that are needed, and how likely chance is", async (t) => {
  t.equal(triesFor(1 / 3), 18);
  t.equal(triesFor(1), 1);
  t.equal(atLeast(0, 5, 0.1), 1);
  t.ok(Math.abs(atLeast(1, 2, 0.5) - 0.75) < 1e-9);
  t.ok(Math.abs(atLeast(3, 3, 0.1) - 0.001) < 1e-9);
});

t.test("its word is one line, with what is worse and why", async (t) => {
  const bad = trial(many(3, broken));
  t.same(wordOn(new Map([["a case", bad]])), {
    ...{ code: 1, line: "bad: 1 case worse: a case (held → broken in 3 of 3 repetitions)", notes: [] },
  });
  const six = new Map(Array.from({ length: 6 }, (_, n): [string, Trial] => [`case ${n}`, bad]));
  t.match(wordOn(six).line, /^bad: 6 cases worse: case 0 \(.*\); and 1 more$/);
  t.match(
    wordOn(
      new Map([
        ["one", trial([held()])],
        ["two", trial([held()])],
      ]),
    ),
    {
      ...{ code: 0, line: "good: 2 cases as good as the baseline" },
    },
  );
  t.match(wordOn(new Map([["a case", trial(many(3, () => errored({ reason: "no room" })))]])), {
    ...{ code: 125, line: "skip: 1 case cannot be judged: a case (error: no room)" },
  });
  t.match(wordOn(new Map()), { code: 125, line: /^skip: none of the baseline's cases can run/ });
  t.match(skippedWord("why"), { code: 125, line: "skip: why" });
  t.equal(whyWorse(trial([])), "");
});

t.test("a defect that flickers is said, with how often to try", async (t) => {
  const flickers = trial([...many(4, held), ...many(3, broken)]);
  t.match(wordOn(new Map([["a case", flickers]])).notes, [
    /^a case is worse in 3 of 7 tries: .*; bisect with --repeat 15, or with --bad RUN$/,
  ]);
  t.same(wordOn(new Map([["a case", { ...flickers, wanted: 19 }]])).notes, [], "who knows it is not told");
  const accident = trial([broken(), ...many(19, held)]);
  t.same(wordOn(new Map([["a case", accident]])).notes, [
    "a case was worse in 1 of 20 tries, which chance explains",
  ]);
});
