import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { setOf, takenBytes, type Writes } from "../../lib/log/tally.ts";
import { account, line } from "./fixtures/account.ts";

const { LINE, lines } = content;

t.test("all that was tried, nothing of it, or what the workload says was taken", async (t) => {
  t.same(takenBytes({ acked: 0, tried: 0, failed: {} }), []);
  t.same(takenBytes({ acked: 0, tried: 9, failed: { 28: 1 } }), []);
  t.same(takenBytes({ acked: 9, tried: 9, failed: {} }), [[0, 9]]);
  const parts = [
    [1, 3],
    [3, 4],
    [6, 9],
  ] as const;
  t.same(takenBytes({ acked: 6, tried: 9, failed: {}, took: parts }), parts);
  t.equal(takenBytes({ acked: 6, tried: 9, failed: {} }), null);
  t.same(setOf(parts).ranges, [
    [1, 4],
    [6, 9],
  ]);
});

t.test("which bytes were acknowledged must be known where not all were", async (t) => {
  const writes = { acked: 2 * LINE, failed: { "28": 1 } };
  const two = Buffer.concat([line(0), line(1)]);
  t.match(account(t, two, 3 * LINE, writes), { lost: 0, told: false });
  t.notOk("unacknowledged" in account(t, two, 3 * LINE, writes), "as many as were acknowledged");
  t.match(account(t, line(0), 3 * LINE, writes), { lost: LINE, told: false }, "the least that must be");
  t.match(account(t, lines("stdout", 0, 3), 3 * LINE, writes), {
    lost: 0,
    unacknowledged: LINE,
    told: false,
  });
  t.notOk("told" in account(t, Buffer.alloc(0), 3 * LINE, { acked: 0, failed: { "28": 3 } }), "none was");
  const wrong: unknown[] = [
    "x",
    [7],
    [[0, LINE]],
    [
      [0, 2.5 * LINE],
      [2.5 * LINE, 2 * LINE],
    ],
    [
      [LINE, 2 * LINE],
      [0, LINE],
    ],
    [
      [0, LINE],
      [LINE, LINE],
      [LINE, 2 * LINE],
    ],
    [
      [0, LINE],
      [0, LINE],
    ],
    [[2 * LINE, 4 * LINE]],
    [
      [0, Number.NaN],
      [0, 2 * LINE],
    ],
    [["0", 2 * LINE]],
  ];
  for (const took of wrong) {
    const found = account(t, two, 3 * LINE, { ...writes, took: took as NonNullable<Writes["took"]> });
    t.match(found, { lost: 0, told: false }, JSON.stringify(took));
  }
});
