import t from "tap";
import { BlockQueue, familyOf } from "../../../lib/reporters/progress/blocks.ts";
import { sampleCase } from "../fixtures/sample-case.ts";

const plan = ["code/0", "code/1", "start-failure", "start-failure"].map((test, index) =>
  sampleCase({ test, id: String(index) }),
);
const [zero, one, two, three] = plan as [
  (typeof plan)[0],
  (typeof plan)[0],
  (typeof plan)[0],
  (typeof plan)[0],
];

function idsOf(blocks: (typeof plan)[]): string[][] {
  return blocks.map((block) => block.map(({ id }) => id));
}

t.test("a family is what stands before the last slash", async (t) => {
  t.equal(familyOf("exact-sizes/4096"), "exact-sizes");
  t.equal(familyOf("keep-writing"), "keep-writing");
});

t.test("a block comes out once it and all before it are complete", async (t) => {
  const queue = new BlockQueue(plan);
  t.same(queue.add(three), []);
  t.same(queue.add(two), []);
  t.same(queue.add(one), []);
  t.same(idsOf(queue.add(zero)), [
    ["0", "1"],
    ["2", "3"],
  ]);
  t.same(queue.rest(), []);
});

t.test("what is left when the run ends early comes out incomplete", async (t) => {
  const queue = new BlockQueue(plan);
  queue.add(one);
  queue.add(three);
  t.same(idsOf(queue.rest()), [["1"], ["3"]]);
  t.same(queue.rest(), []);
});

t.test("cases that are no neighbours in the plan do not wait for each other", async (t) => {
  const queue = new BlockQueue([zero, two, one]);
  t.same(idsOf(queue.add(zero)), [["0"]]);
});
