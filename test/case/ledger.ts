import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import content from "../../images/node/workloads/content.cjs";
import { ledgerOf, unlogged, type Writes } from "../../lib/case/ledger.ts";
import { randomOf } from "../fixtures/random.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const { LINE, lines, slice } = content;

/** The account of a log that holds `stored` after a workload wrote `size` bytes of stdout. */
function account(t: Test, stored: Buffer, size: number, over: Partial<Writes> = {}) {
  const path = join(temporaryDirectory(t), "log");
  writeFileSync(path, stored);
  const log = openSync(path, "r");
  t.teardown(() => closeSync(log));
  return ledgerOf("stdout", { acked: size, tried: size, failed: {}, ...over }, log);
}

const nothingWrong = { lost: 0, torn: 0, duplicated: 0, reordered: 0, foreign: 0, failed: {} };
const line = (number: number) => lines("stdout", number, 1);

t.test("a log that holds what was written is exact, whatever its size", async (t) => {
  for (const size of [0, 1, LINE - 1, LINE, LINE + 1, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + LINE + 5]) {
    const expected = { stream: "stdout", acked: size, stored: size, ...nothingWrong };
    t.same(account(t, slice("stdout", 0, size), size), expected, `${size} bytes`);
  }
});

t.test("lines that are not there are lost, at the end, in the middle and all of them", async (t) => {
  const four = 4 * LINE;
  t.match(account(t, lines("stdout", 0, 3), four), { ...nothingWrong, lost: LINE, stored: 3 * LINE });
  t.match(account(t, Buffer.concat([line(0), line(3)]), four), { ...nothingWrong, lost: 2 * LINE });
  t.match(account(t, Buffer.alloc(0), four), { ...nothingWrong, lost: four });
});

t.test("a last line without its newline is there, and one that is cut off is lost", async (t) => {
  const size = 3 * LINE + 10;
  t.match(account(t, Buffer.concat([line(0), slice("stdout", 3 * LINE, size)]), size), {
    ...nothingWrong,
    lost: 2 * LINE,
  });
  t.match(account(t, slice("stdout", 0, size - 4), size), { ...nothingWrong, torn: 1, lost: 4 });
});

t.test(
  "what others write behind a last line without its newline is foreign, and that line is there",
  async (t) => {
    const behind = Buffer.from("One of supervisors finished\n");
    for (const size of [1, 20, LINE - 1, LINE + 1, 3 * LINE + 40]) {
      const stored = Buffer.concat([Buffer.from("before\n"), slice("stdout", 0, size), behind]);
      t.match(account(t, stored, size), { ...nothingWrong, foreign: 7 + behind.length }, `${size} bytes`);
    }
    const later = Buffer.concat([line(0), Buffer.from("some\nsome\n")]);
    t.match(
      account(t, later, LINE + 1),
      { ...nothingWrong, foreign: 9 },
      "one byte alone is told by its place",
    );
    t.match(account(t, Buffer.concat([Buffer.from("some\n"), line(1)]), 2 * LINE + 1), {
      lost: LINE + 1,
      foreign: 5,
    });
  },
);

t.test("bytes that write(2) did not take are not lost", async (t) => {
  const half = { acked: 2 * LINE, failed: { "116": 2 } };
  t.match(account(t, lines("stdout", 0, 2), 4 * LINE, half), { ...nothingWrong, failed: { ESTALE: 2 } });
});

t.test("a torn line is counted, and what is missing of it is lost", async (t) => {
  const torn = Buffer.concat([line(0), line(1).subarray(0, 20), Buffer.from("\n"), line(2)]);
  t.match(account(t, torn, 3 * LINE), { ...nothingWrong, torn: 1, lost: LINE - 20, foreign: 1 });
});

t.test("a line that others have written into is torn, and none of its bytes is lost", async (t) => {
  for (const cut of [18, 20, 40, LINE - 1]) {
    const parts = [line(0), line(1).subarray(0, cut), Buffer.from("FOREIGN"), line(1).subarray(cut), line(2)];
    t.match(
      account(t, Buffer.concat(parts), 3 * LINE),
      { ...nothingWrong, torn: 1, foreign: 7 },
      `at ${cut}`,
    );
  }
  const isCutAgain = Buffer.concat([line(0).subarray(0, 20), Buffer.from("XX"), line(0).subarray(20, 30)]);
  t.match(account(t, isCutAgain, LINE), { ...nothingWrong, torn: 1, foreign: 2, lost: LINE - 30 });
});

t.test("an extra \\r is a foreign byte", async (t) => {
  const returned = Buffer.concat([line(0).subarray(0, LINE - 1), Buffer.from("\r\n"), line(1)]);
  t.match(account(t, returned, 2 * LINE), { ...nothingWrong, torn: 1, foreign: 1 });
});

t.test("a line whose checksum is wrong is no line of ours", async (t) => {
  const forged = line(1);
  forged[LINE - 2] = "x".charCodeAt(0);
  t.match(account(t, Buffer.concat([line(0), forged]), 2 * LINE), { torn: 1, lost: 2, foreign: 2 });
});

t.test("a line that is there twice is duplicated, not a gain", async (t) => {
  const twice = Buffer.concat([line(0), line(0), line(1)]);
  t.match(account(t, twice, 3 * LINE), { ...nothingWrong, duplicated: 1, lost: LINE });
});

t.test("a line that comes too late is reordered, not lost", async (t) => {
  t.match(account(t, Buffer.concat([line(1), line(0), line(2)]), 3 * LINE), {
    ...nothingWrong,
    reordered: 1,
  });
});

t.test("what the workload never wrote is foreign, the other stream's lines too", async (t) => {
  const mixed = Buffer.concat([line(0), lines("stderr", 0, 1), Buffer.from("Killed\n")]);
  t.match(account(t, mixed, LINE), { ...nothingWrong, foreign: LINE + 7, stored: 2 * LINE + 7 });
});

t.test("binary rubbish is foreign", async (t) => {
  t.match(account(t, Buffer.alloc(100), 0), { ...nothingWrong, foreign: 100 });
});

t.test("a line that is cut in its number is the next one", async (t) => {
  for (const cut of [8, 12, 16]) {
    const stored = Buffer.concat([line(0), line(1).subarray(0, cut), Buffer.from("#"), line(2)]);
    t.match(account(t, stored, 3 * LINE), { ...nothingWrong, torn: 1, foreign: 1, lost: LINE - cut });
    const behindLoss = Buffer.concat([line(0), line(2).subarray(0, cut)]);
    t.match(account(t, behindLoss, 3 * LINE), { ...nothingWrong, torn: 1, lost: 2 * LINE - cut });
  }
  const short = Buffer.concat([line(0), line(1).subarray(0, 3), line(2)]);
  t.match(account(t, short, 3 * LINE), { ...nothingWrong, torn: 1, lost: LINE - 3 });
  t.match(account(t, Buffer.from("stdout is full\nstdout 00#\n"), 0), { ...nothingWrong, foreign: 26 });
  t.match(account(t, Buffer.concat([line(0), line(1).subarray(0, 7), Buffer.from("#")]), 2 * LINE), {
    ...{ torn: 0, foreign: 8, lost: LINE },
  });
});

t.test("a failed write that is there does not make up for a lost one", async (t) => {
  const took = [
    [0, 4 * LINE],
    [6 * LINE, 10 * LINE],
  ] as const; // The fifth and the sixth failed.
  const writes = { acked: 8 * LINE, took, failed: { "28": 2 } };
  const isThere = [0, 1, 4, 5, 6, 7, 8, 9].map(line); // The third and the fourth are gone.
  const { told, ...found } = account(t, Buffer.concat(isThere), 10 * LINE, writes);
  t.match(found, { ...nothingWrong, lost: 2 * LINE, unacknowledged: 2 * LINE, failed: { ENOSPC: 2 } });
  t.equal(told, undefined, "all is told");
  const { unacknowledged } = account(t, Buffer.concat([0, 1, 2, 3, 6, 7, 8, 9].map(line)), 10 * LINE, writes);
  t.equal(unacknowledged, undefined);
});

t.test("a write that was taken in part leaves a part of a line, which is not torn", async (t) => {
  const took = [
    [0, LINE + 20],
    [2 * LINE, 3 * LINE],
  ] as const;
  const writes = { acked: 2 * LINE + 20, took };
  for (const cut of [18, 20, 33, 40]) {
    const part = { acked: LINE + cut + LINE, took: [[0, LINE + cut], took[1]] as const };
    const stored = Buffer.concat([line(0), line(1).subarray(0, cut), line(2)]);
    const { told, ...found } = account(t, stored, 3 * LINE, part);
    t.match(found, nothingWrong, `${cut} bytes`);
    t.equal(told, undefined);
  }
  const more = Buffer.concat([line(0), line(1).subarray(0, 30), line(2)]);
  t.match(account(t, more, 3 * LINE, writes), { lost: 0, torn: 1, unacknowledged: 10 }, "more than it told");
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

t.test("where the workload has not told all that it wrote, that is told", async (t) => {
  const three = Buffer.concat([0, 1, 2].map(line));
  const none = { acked: 0, tried: 0 };
  t.match(account(t, three, 0, none), { acked: 0, lost: 0, told: false, unacknowledged: 3 * LINE });
  t.match(account(t, three, 2 * LINE), { ...nothingWrong, told: false, unacknowledged: LINE });
  t.notOk("told" in account(t, three, 3 * LINE));
  t.notOk("told" in account(t, Buffer.from("foreign\n"), 0, none));
  t.match(account(t, Buffer.concat([line(0), line(9).subarray(0, 30)]), LINE), { foreign: 30, torn: 0 });
  t.match(
    account(t, Buffer.concat([line(0), line(1).subarray(0, 30)]), LINE),
    { foreign: 0, torn: 1, told: false },
    "what goes on with the last line is its own, though it is cut",
  );
});

t.test("which bytes were acknowledged must be known where not all were", async (t) => {
  const writes = { acked: 2 * LINE, failed: { "28": 1 } };
  const two = Buffer.concat([line(0), line(1)]);
  t.match(account(t, two, 3 * LINE, writes), { lost: 0, told: false });
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

t.test("a stream without a log has lost nothing, whatever was acknowledged", async (t) => {
  const writes = { acked: LINE, tried: 2 * LINE, failed: { "9": 1 }, took: [[0, LINE]] as const };
  t.match(unlogged("stderr", writes, Buffer.alloc(0)), {
    ...{ stream: "stderr", acked: LINE, unlogged: LINE, stored: 0 },
    ...nothingWrong,
    failed: { EBADF: 1 },
  });
});

t.test("a log of any size is read to its end", async (t) => {
  const size = 70 * 2 ** 20;
  const stored = Buffer.concat([slice("stdout", 0, size), Buffer.from("x")]);
  t.match(account(t, stored, size), { ...nothingWrong, foreign: 1, stored: size + 1 });
  const gap = 65 * 2 ** 20;
  const gone = Buffer.concat([slice("stdout", 0, gap), slice("stdout", gap + 3 * LINE, size)]);
  t.match(account(t, gone, size), { ...nothingWrong, lost: 3 * LINE });
  t.match(account(t, Buffer.concat([line(0), Buffer.alloc(3 * 2 ** 20), line(1)]), 2 * LINE), {
    ...nothingWrong,
    foreign: 3 * 2 ** 20,
  });
});

t.test("it does not matter where a log is cut into pieces for reading", async (t) => {
  // The cut of 1 MiB falls into every place of the lines that stand around it.
  for (let shift = 0; shift <= 2 * LINE; shift += 3) {
    const stored = Buffer.concat([Buffer.alloc(2 ** 20 - shift, "F"), line(0), line(1), line(1), line(3)]);
    t.match(account(t, stored, 4 * LINE), {
      ...nothingWrong,
      ...{ foreign: 2 ** 20 - shift, duplicated: 1, lost: LINE },
    });
  }
});

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
