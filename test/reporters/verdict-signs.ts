import t from "tap";
import { harmMark, kindSigns, signOf, worstOf } from "../../lib/reporters/verdict-signs.ts";
import type { Harm } from "../../lib/results/schema.ts";
import { diedBy, sampleCase } from "./fixtures/sample-case.ts";

const died = [diedBy("exit 127")];
const lost: Harm[] = [{ harm: "lost", amount: null, text: "some bytes" }];
const attempts = [{ verdict: "broken" as const, outcome: null, reason: "once", milliseconds: 1 }];

t.test("green is what is held and unharmed, and nothing else", async (t) => {
  const of = (over: Parameters<typeof sampleCase>[0]) => Object.values(signOf(sampleCase(over))).join(" ");
  t.equal(of({ verdict: "held" }), "✔ green");
  t.equal(of({ verdict: "recorded" }), "● cyan");
  t.equal(of({ verdict: "held", harms: lost }), "▲ yellow");
  t.equal(of({ verdict: "recorded", harms: lost }), "▲ yellow");
  t.equal(of({ verdict: "recorded", harms: [...died, ...lost] }), "▲ red");
  t.equal(of({ verdict: "held", harms: died, attempts }), "↻ red");
  t.equal(of({ verdict: "held", attempts }), "↻ yellow");
  t.equal(of({ verdict: "broken", harms: lost }), "✘ red");
  t.equal(of({ verdict: "error", harms: died }), "‼ magenta");
  t.equal(of({ verdict: "skip" }), "○ dim");
});

t.test("without colour the sign alone tells them apart", async (t) => {
  const signs = Object.values(kindSigns).map(({ sign }) => sign);
  t.equal(new Set(signs).size, signs.length);
});

t.test("harms stand behind an outcome by name, red where PID 1 died", async (t) => {
  t.match(harmMark({ harms: [...lost, ...died] }), { words: "▲ died, lost", style: "red" });
  t.match(harmMark({ harms: lost }), { words: "▲ lost", style: "yellow" });
  t.equal(harmMark({ harms: [] }), null);
});

t.test("the worst of several stands for them", async (t) => {
  const held = sampleCase({ verdict: "held" });
  const dead = sampleCase({ verdict: "recorded", harms: died });
  const lossy = sampleCase({ verdict: "recorded", harms: lost });
  const broken = sampleCase({ verdict: "broken" });
  const error = sampleCase({ verdict: "error" });
  t.equal(worstOf([held]), held);
  t.equal(worstOf([held, lossy, dead]), dead);
  t.equal(worstOf([broken, dead]), broken);
  t.equal(worstOf([broken, error]), error);
});
