import t, { type Test } from "tap";
import content from "../../images/node/workloads/content.cjs";
import { randomOf } from "../fixtures/random.ts";
import { ledgerOf } from "./fixtures/account.ts";

const { LINE, slice } = content;

t.test("random logs are judged as the bytes that they were made of say", async (t) => {
  const next = randomOf(4242);
  for (let round = 0; round < 500; round++) t.ok(isJudged(t, next), `round ${round}`);
});

interface Part {
  readonly from: number;
  readonly to: number;
}

/** Makes a log of whole and partial lines with a random fault in each of some places, and knows by construction what must be told of it. */
function isJudged(t: Test, next: () => number): boolean {
  const count = 4 + (next() % 12);
  const took: [number, number][] = [];
  const parts: (Part | string)[] = [];
  const expected = { lost: 0, unacknowledged: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0 };
  let failed = 0;
  for (let n = 0; n < count; n++) {
    const [from, to] = [n * LINE, (n + 1) * LINE];
    const isTaken = next() % 5 > 0;
    if (isTaken) took.push([from, to]);
    else failed++;
    switch (next() % 9) {
      case 0: // Not there.
        if (isTaken) expected.lost += LINE;
        continue;
      case 1: // Twice.
        parts.push({ from, to });
        expected.duplicated++;
        break;
      case 2: {
        // The rest of it is missing.
        const cut = 17 + (next() % (LINE - 17));
        if (isTaken) expected.lost += LINE - cut;
        else expected.unacknowledged += cut;
        expected.torn++;
        // What is behind it tells that it was cut there, and not by chance goes on as it would.
        parts.push({ from, to: from + cut }, "#");
        expected.foreign++;
        continue;
      }
      case 3: // Another's words.
        parts.push("FOREIGN WORDS\n");
        expected.foreign += 14;
        break;
      case 4: {
        // Another's words in the middle of it.
        const cut = 18 + (next() % (LINE - 18));
        if (!isTaken) expected.unacknowledged += LINE;
        expected.torn++;
        expected.foreign += 3;
        parts.push({ from, to: from + cut }, "XYZ", { from: from + cut, to });
        continue;
      }
      case 5: {
        // After the next one, which is there too.
        if (n + 1 >= count) break;
        const nextTaken = next() % 2 === 0;
        if (nextTaken) took.push([to, to + LINE]);
        else {
          failed++;
          expected.unacknowledged += LINE;
        }
        parts.push({ from: to, to: to + LINE });
        expected.reordered++;
        n++;
        break;
      }
    }
    if (!isTaken) expected.unacknowledged += LINE;
    parts.push({ from, to });
  }
  const bytes = parts.map((part) =>
    typeof part === "string" ? Buffer.from(part) : slice("stdout", part.from, part.to),
  );
  const stored = Buffer.concat(bytes);
  const acked = took.reduce((sum, [from, to]) => sum + to - from, 0);
  const writes = { acked, tried: count * LINE, failed: failed ? { "28": failed } : {}, took };
  const { unacknowledged = 0, told = true, ...found } = ledgerOf("stdout", writes, stored);
  const wanted = { ...expected, stored: stored.length, told: true };
  const all = { ...found, unacknowledged, told };
  return t.match(all, wanted, JSON.stringify(parts));
}
