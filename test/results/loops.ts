import t from "tap";
import { foldLoops } from "../../lib/results/loops.ts";
import { runFile } from "../../lib/results/schema.ts";
import { broken, held, recorded, runOf } from "../compare/fixtures/runs.ts";

const again = (one: ReturnType<typeof held>, times: number) =>
  Array.from({ length: times }, (_, index) =>
    index === 0 ? one : { ...one, id: `${one.id} #${index + 1}` },
  );

t.test("what came out alike each time is kept once, and how often is said", async (t) => {
  const one = held();
  const { head, cases, tail } = foldLoops(runOf(...again(one, 100)));
  t.match(head.loops, { times: 100, flickering: [] });
  t.same([cases.length, tail.counts.held, head.planned], [1, 1, 1]);
  t.equal(cases[0]?.id, one.id);
  t.ok(runFile.safeParse(JSON.parse(JSON.stringify(foldLoops(runOf(...again(one, 100)))))).success);
});

t.test("what flickers is kept out, and each of its results is counted", async (t) => {
  const good = held({ test: "code/1" });
  const run = runOf(...again(good, 3), ...again(held(), 2), { ...broken(), id: `${held().id} #3` });
  const { head, cases } = foldLoops(run);
  t.same(
    cases.map(({ test }) => test),
    ["code/1"],
  );
  t.match(head.loops?.flickering, [
    {
      id: held().id,
      results: [
        { text: /^held/, times: 2 },
        { text: /^broken/, times: 1 },
      ],
    },
  ]);
});

t.test("another amount of a harm is another result, another reason is none", async (t) => {
  const lost = (amount: number) => recorded("exit 0 · lost some", ["lost", amount]);
  const amounts = foldLoops(runOf(lost(1), { ...lost(2), id: `${lost(1).id} #2` }));
  t.equal(amounts.head.loops?.flickering.length, 1);
  const reasons = foldLoops(
    runOf(broken(), { ...broken({ reason: "left behind: 417 (conmon)" }), id: `${broken().id} #2` }),
  );
  t.equal(reasons.head.loops?.flickering.length, 0);
});

t.test("a case that ran less often than the others is not vouched for", async (t) => {
  const { head, cases } = foldLoops(runOf(...again(held(), 3), held({ test: "code/1" })));
  t.same([cases.length, head.loops?.flickering.length], [1, 1]);
});
