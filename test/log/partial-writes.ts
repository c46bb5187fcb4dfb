import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import type { Writes } from "../../lib/log/tally.ts";
import { account, line, nothingWrong } from "./fixtures/account.ts";

const { LINE, slice } = content;

t.test("a write that was taken in part leaves a part of a line, which is not torn", async (t) => {
  const took = [
    [0, LINE + 20],
    [2 * LINE, 3 * LINE],
  ] as const;
  const writes = { acked: 2 * LINE + 20, took };
  // Of 42 bytes the mark that follows begins as the line would go on.
  for (const cut of [18, 20, 33, 40, 42]) {
    const part = { acked: LINE + cut + LINE, took: [[0, LINE + cut], took[1]] as const };
    const stored = Buffer.concat([line(0), line(1).subarray(0, cut), line(2)]);
    const { told, ...found } = account(t, stored, 3 * LINE, part);
    t.match(found, nothingWrong, `${cut} bytes`);
    t.equal(told, undefined);
  }
  const more = Buffer.concat([line(0), line(1).subarray(0, 30), line(2)]);
  t.match(account(t, more, 3 * LINE, writes), { lost: 0, torn: 1, unacknowledged: 10 }, "more than it told");
  const oneMore = Buffer.concat([line(0), line(1).subarray(0, 21), Buffer.from("#"), line(2)]);
  t.match(account(t, oneMore, 3 * LINE, writes), { lost: 0, torn: 1, foreign: 1, unacknowledged: 1 });
});

t.test("a part that begins where a write went on is known by its place", async (t) => {
  const took = [
    [0, LINE + 20],
    [LINE + 40, 3 * LINE],
  ] as const;
  const stored = Buffer.concat([slice("stdout", 0, LINE + 20), slice("stdout", LINE + 40, 3 * LINE)]);
  const found = account(t, stored, 3 * LINE, { acked: 3 * LINE - 20, took });
  t.match(found, nothingWrong);
  t.notOk("unacknowledged" in found || "told" in found);
});

t.test("a part that begins behind others that are lost is known by its place too", async (t) => {
  const acked = (took: NonNullable<Writes["took"]>) => took.reduce((sum, [from, to]) => sum + to - from, 0);
  const found = (took: NonNullable<Writes["took"]>, ...stored: (readonly [number, number] | string)[]) => {
    const parts = stored.map((part) =>
      typeof part === "string" ? Buffer.from(part) : slice("stdout", ...part),
    );
    return account(t, Buffer.concat(parts), 3 * LINE, { acked: acked(took), took });
  };
  const [first, second, third] = [
    [0, LINE + 20],
    [LINE + 40, 2 * LINE + 10],
    [2 * LINE + 30, 3 * LINE],
  ] as const;
  t.match(found([first, second, third], first, second, third), nothingWrong, "the next of several");
  const start = [0, 20] as const;
  t.match(found([start, [LINE, 2 * LINE], third], start, third), { ...nothingWrong, lost: LINE }, "a line");
  t.match(found([start, [20, 40], [50, LINE]], start, [50, LINE]), { ...nothingWrong, lost: 20 }, "a part");
  t.match(found([start, [20, LINE]], start, "XX", [20, LINE]), { ...nothingWrong, foreign: 2 }, "none");
  const cut = [[0, LINE + 15], "##", [LINE + 40, LINE + 50]] as const;
  const lost = acked([first, second, third]) - LINE - 25;
  t.match(found([first, second, third], ...cut), { ...nothingWrong, torn: 2, foreign: 2, lost }, "both cut");
});
