import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import content from "../../images/node/workloads/content.cjs";
import { ledgerOf } from "../../lib/case/ledger.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const { LINE, lines, slice } = content;

/** The account of a log that holds `stored` after a workload wrote `size` bytes of stdout. */
function account(
  t: Test,
  stored: Buffer,
  size: number,
  over: { acked?: number; failed?: Record<string, number> } = {},
) {
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
  t.match(account(t, slice("stdout", 0, size - 4), size), { ...nothingWrong, torn: 1, lost: 10 });
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

t.test("a torn line is counted, and its bytes are lost", async (t) => {
  const torn = Buffer.concat([line(0), line(1).subarray(0, 20), Buffer.from("\n"), line(2)]);
  t.match(account(t, torn, 3 * LINE), { ...nothingWrong, torn: 1, lost: LINE });
});

t.test("a line whose checksum is wrong is no line of ours", async (t) => {
  const forged = line(1);
  forged[LINE - 2] = "x".charCodeAt(0);
  t.match(account(t, Buffer.concat([line(0), forged]), 2 * LINE), { torn: 1, lost: LINE });
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
