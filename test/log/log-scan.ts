import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { account, line, nothingWrong } from "./fixtures/account.ts";

const { LINE, lines, slice } = content;

t.test("a last line without its newline is there, and one that is cut off is lost", async (t) => {
  const size = 3 * LINE + 10;
  t.match(account(t, Buffer.concat([line(0), slice("stdout", 3 * LINE, size)]), size), {
    ...nothingWrong,
    lost: 2 * LINE,
  });
  t.match(account(t, slice("stdout", 0, size - 4), size), { ...nothingWrong, torn: 1, lost: 4 });
});

t.test("who is killed in a call leaves a part of a line, which nobody has torn", async (t) => {
  const cut = slice("stdout", 0, 3 * LINE + 20);
  const inCall = { acked: 2 * LINE, tried: 8 * LINE, took: [[0, 2 * LINE]] as [number, number][] };
  t.match(account(t, cut, 0, inCall), { ...nothingWrong, unacknowledged: LINE + 20 });
  t.match(account(t, Buffer.concat([cut, Buffer.from("#")]), 0, inCall), { torn: 1, foreign: 1 });
  const acknowledged = { acked: 4 * LINE, tried: 8 * LINE, took: [[0, 4 * LINE]] as [number, number][] };
  t.match(
    account(t, cut, 0, acknowledged),
    { torn: 1, lost: LINE - 20 },
    "what was acknowledged is another matter",
  );
});

t.test(
  "what others write behind a last line without its newline is foreign, and that line is there",
  async (t) => {
    const behind = Buffer.from("One of supervisors finished\n");
    for (const size of [1, 12, 20, LINE - 1, LINE + 1, LINE + 12, 3 * LINE + 40]) {
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

t.test("a beginning of a line, too short for its mark, comes too late as well", async (t) => {
  t.match(account(t, Buffer.concat([line(2), line(0), line(1).subarray(0, 3)]), 3 * LINE), {
    ...nothingWrong,
    ...{ reordered: 2, torn: 1, lost: LINE - 3 },
  });
});

t.test("what the workload never wrote is foreign, the other stream's lines too", async (t) => {
  const mixed = Buffer.concat([line(0), lines("stderr", 0, 1), Buffer.from("Killed\n")]);
  t.match(account(t, mixed, LINE), { ...nothingWrong, foreign: LINE + 7, stored: 2 * LINE + 7 });
});

t.test("binary rubbish is foreign", async (t) => {
  t.match(account(t, Buffer.alloc(100, 1), 0), { ...nothingWrong, foreign: 100, holes: undefined });
});

t.test("zeros are a hole, wherever they stand, and what stands around them is its own", async (t) => {
  const hole = Buffer.alloc(3 * LINE);
  t.match(account(t, hole, 0), { ...nothingWrong, holes: 3 * LINE, stored: 3 * LINE });
  t.match(account(t, Buffer.concat([hole, line(3), line(4)]), 5 * LINE), {
    ...{ ...nothingWrong, lost: 3 * LINE, holes: 3 * LINE },
  });
  t.match(account(t, Buffer.concat([line(0), hole, Buffer.from("else"), line(1)]), 2 * LINE), {
    ...{ ...nothingWrong, holes: 3 * LINE, foreign: 4 },
  });
  const within = Buffer.concat([line(0).subarray(0, 30), Buffer.alloc(2), line(0).subarray(30)]);
  t.match(account(t, within, LINE), { ...nothingWrong, torn: 1, holes: 2 });
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

t.test("a last line of no more than a mark is told from the next line by its place alone", async (t) => {
  const stored = Buffer.concat([line(0), Buffer.from("stdout #")]);
  t.match(account(t, stored, 2 * LINE + 7), { ...nothingWrong, lost: LINE + 7, foreign: 8 });
  t.match(account(t, stored, LINE + 7), { ...nothingWrong, foreign: 1 });
});

t.test("a number that is cut is that of the line behind the last one, though that is torn", async (t) => {
  const cut = [line(1).subarray(0, 20), Buffer.from("#"), line(2).subarray(0, 12), Buffer.from("#")];
  t.match(account(t, Buffer.concat([line(0), ...cut]), 3 * LINE), {
    ...nothingWrong,
    ...{ torn: 2, foreign: 2, lost: 2 * LINE - 32 },
  });
});

t.test("what goes on by chance as the stream would, behind its end, is not its own", async (t) => {
  const stored = Buffer.concat([slice("stdout", 0, LINE + 24), Buffer.from("#")]);
  t.match(account(t, stored, LINE + 20), { ...nothingWrong, foreign: 5 });
});

t.test("a line may be cut anywhere before another one, or before the rest of it", async (t) => {
  for (let cut = 17; cut < LINE; cut++) {
    const head = line(1).subarray(0, cut);
    const lost = { ...nothingWrong, torn: 1, lost: LINE - cut };
    t.match(account(t, Buffer.concat([line(0), head, line(2)]), 3 * LINE), lost, `${cut} bytes`);
    if (cut === LINE - 1) continue;
    const more = [head, Buffer.from("#"), line(1).subarray(cut, cut + 1), line(2)];
    t.match(account(t, Buffer.concat([line(0), ...more]), 3 * LINE), {
      ...{ ...lost, foreign: 1, lost: lost.lost - 1 },
    });
  }
});
