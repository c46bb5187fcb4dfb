import t from "tap";
import { ByteRanges } from "../../lib/log/byte-ranges.ts";
import { randomOf } from "../fixtures/random.ts";

t.test("ranges that overlap or touch become one, and each byte counts once", async (t) => {
  const set = new ByteRanges();
  t.same([set.size, set.end], [0, 0]);
  t.equal(set.add(10, 20), 10);
  t.equal(set.add(20, 30), 10);
  t.equal(set.add(0, 5), 5);
  t.equal(set.add(15, 25), 0);
  t.equal(set.add(4, 11), 5);
  t.equal(set.add(7, 7), 0, "none");
  t.same([set.size, set.end], [30, 30]);
  t.same(set.ranges, [[0, 30]]);
});

t.test("a stream that comes piece by piece, in any order, is one range and no list that grows", async (t) => {
  const set = new ByteRanges();
  for (const from of [50, 40, 60, 10, 30, 20, 0]) set.add(from, from + 10);
  t.same(set.ranges, [[0, 70]]);
});

t.test("an empty range adds nothing, between others too", async (t) => {
  const set = new ByteRanges();
  set.add(0, 2);
  set.add(3, 3);
  set.add(5, 6);
  const other = new ByteRanges();
  other.add(0, 10);
  t.same([set.size, set.sharedWith(other), other.sharedWith(set)], [3, 3, 3]);
});

t.test("it is a set of numbers, as one of them says", async (t) => {
  const next = randomOf(7);
  for (let round = 0; round < 300; round++) {
    const sets = [0, 1].map(() => ({ ranges: new ByteRanges(), plain: new Set<number>() }));
    for (let step = 0; step < 12; step++) {
      const { ranges, plain } = sets[next() % 2] as (typeof sets)[0];
      const from = next() % 60;
      const to = from + (next() % 12);
      const before = plain.size;
      for (let n = from; n < to; n++) plain.add(n);
      const added = ranges.add(from, to);
      if (added !== plain.size - before) t.fail(`round ${round}: ${added} added`);
    }
    const [a, b] = sets as [(typeof sets)[0], (typeof sets)[0]];
    const shared = [...a.plain].filter((n) => b.plain.has(n)).length;
    t.same(
      [a.ranges.size, a.ranges.end, a.ranges.sharedWith(b.ranges), b.ranges.sharedWith(a.ranges)],
      [a.plain.size, a.plain.size ? Math.max(...a.plain) + 1 : 0, shared, shared],
      `round ${round}`,
    );
  }
});
