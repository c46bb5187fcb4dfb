import t from "tap";
import { failOnSentence, failOnWord, objectionsOf } from "../../lib/results/objections.ts";
import { held, recorded } from "../compare/fixtures/runs.ts";

const dead = { ...recorded("exit 127", "lost", "died"), id: "dead" };
const lossy = { ...recorded("exit 0", "lost"), id: "lossy" };
const cases = [dead, held({ id: "well" }), lossy];

t.test("the cases with a harm that is named fail, each by those that it has", async (t) => {
  t.same(failOnWord(["late", "died"], cases), {
    harms: ["died", "late"],
    failing: [{ id: "dead", harms: ["died"] }],
  });
  const failOn = failOnWord(["lost", "died"], cases);
  t.same(failOn.failing, [
    { id: "dead", harms: ["died", "lost"] },
    { id: "lossy", harms: ["lost"] },
  ]);
  t.same(
    [...objectionsOf({ failOn }).values()].map(({ why, told }) => [why, told]),
    [
      ["died, lost, which --fail-on names", "died, lost, which --fail-on names"],
      ["lost, which --fail-on names", "lost, which --fail-on names"],
    ],
  );
});

t.test("it is one sentence, and none where nothing fails by it", async (t) => {
  const sentence = (...names: Parameters<typeof failOnWord>[0]) => failOnSentence(failOnWord(names, cases));
  t.equal(sentence("died", "late"), "1 case has a harm that --fail-on names: died");
  t.equal(sentence("lost", "died"), "2 cases have a harm that --fail-on names: died, lost");
  t.equal(sentence("late"), null);
  t.equal(failOnSentence(undefined), null);
});

t.test("the gate's word comes first, and one that both object to is told by both", async (t) => {
  const failing = [
    { id: "dead", why: "died: 0 → 1" },
    { id: "well", why: "held → flaky" },
  ];
  const gate = { passed: false, failing, violations: [], allowed: { new: 0, gone: 0, skipped: 0 } };
  const objections = objectionsOf({ gate, failOn: failOnWord(["died"], cases) });
  t.same(objections.get("dead"), {
    isGates: true,
    why: "died: 0 → 1; died, which --fail-on names",
    told: "gate: died: 0 → 1; died, which --fail-on names",
  });
  t.match(objections.get("well"), { isGates: true, told: "gate: held → flaky" });
  t.equal(objections.size, 2);
});
