import t from "tap";
import type { Cost } from "../../lib/shards/costs.ts";
import { split } from "../../lib/shards/split.ts";
import { sampleCase } from "../reporters/fixtures/sample-case.ts";

const plan = (n: number) => Array.from({ length: n }, (_, at) => sampleCase({ test: `code/${at}` }));

/** A generator of its own (Park and Miller), so that each run of this test tries the same. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}

t.test("each case is in exactly one shard, and no shard can give its least case away", async (t) => {
  for (let seed = 1; seed <= 50; seed++) {
    const next = random(seed);
    const cases = plan(next() % 80);
    const total = 1 + (next() % 9);
    const costs = new Map(cases.map(({ id }) => [id, 1 + (next() % 20_000)]));
    const { shardOf } = split(cases, ({ id }) => costs.get(id) as number, total);
    t.equal(shardOf.size, cases.length);
    const loads = Array.from({ length: total }, (_, at) =>
      [...shardOf].filter(([, shard]) => shard === at + 1).map(([id]) => costs.get(id) as number),
    );
    t.equal(loads.flat().length, cases.length, "every shard is one of the total");
    const sums = loads.map((load) => load.reduce((sum, one) => sum + one, 0));
    const least = Math.min(...sums);
    for (const [at, load] of loads.entries())
      t.ok(load.length === 0 || (sums[at] as number) - Math.min(...load) <= least, `seed ${seed}`);
  }
});

t.test("the same from any order of the plan", async (t) => {
  const cases = plan(40);
  const cost: Cost = ({ test }) => (Number(test.slice(5)) % 5) + 1;
  const { shardOf, identity } = split(cases, cost, 4);
  const backwards = split([...cases].reverse(), cost, 4);
  t.equal(backwards.identity, identity);
  for (const [id, shard] of shardOf) t.equal(backwards.shardOf.get(id), shard);
});

t.test("the identity tells splits apart", async (t) => {
  const flat: Cost = () => 1;
  const steep: Cost = ({ test }) => 1 + Number(test.slice(5)) ** 2;
  const identities = [
    split(plan(9), flat, 3),
    split(plan(9), flat, 4),
    split(plan(10), flat, 3),
    split(plan(9), steep, 3),
    split([], flat, 3),
  ].map(({ identity }) => identity);
  t.equal(new Set(identities).size, identities.length);
});

t.test("a case that takes as long as all others together is alone", async (t) => {
  const { shardOf } = split(plan(9), ({ test }) => (test === "code/4" ? 20_000 : 100), 2);
  const mine = shardOf.get(plan(9)[4]?.id as string);
  t.same([...shardOf].filter(([, shard]) => shard === mine).length, 1);
});
