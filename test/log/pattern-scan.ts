import t from "tap";
import patterns from "../../images/node/workloads/patterns.cjs";
import type { ByteRange } from "../../lib/log/byte-ranges.ts";
import { PatternScan } from "../../lib/log/pattern-scan.ts";

const whole = patterns.binary("stdout", 0, 1_000);

function scanned(bytes: Buffer, taken: readonly ByteRange[], tried: number, piece = 7): PatternScan {
  const scan = new PatternScan("stdout", "binary", taken, tried);
  for (let at = 0; at < bytes.length; at += piece) scan.feed(bytes.subarray(at, at + piece));
  scan.end();
  return scan;
}

t.test("what was taken is found, in pieces of any size", async (t) => {
  for (const piece of [1, 7, 64, 1_000]) {
    const { seen, foreign } = scanned(whole, [[0, 1_000]], 1_000, piece);
    t.same([seen.ranges, foreign], [[[0, 1_000]], 0], String(piece));
  }
});

t.test("what is cut is not there, and nothing is foreign", async (t) => {
  const { seen, foreign } = scanned(whole.subarray(0, 600), [[0, 1_000]], 1_000);
  t.same([seen.ranges, foreign], [[[0, 600]], 0]);
});

t.test("from the first byte that differs on all is foreign", async (t) => {
  const altered = Buffer.from(whole);
  altered[500] = (altered[500] as number) ^ 1;
  const { seen, foreign } = scanned(altered, [[0, 1_000]], 1_000);
  t.same([seen.ranges, foreign], [[[0, 500]], 500]);
});

t.test("what stands behind the end is foreign, and so is all where nothing was written", async (t) => {
  const more = Buffer.concat([whole, Buffer.from("x")]);
  t.equal(scanned(more, [[0, 1_000]], 1_000).foreign, 1);
  t.equal(scanned(Buffer.from("xy"), [], 0).foreign, 2);
});

t.test("bytes that write(2) did not take are not awaited; those of a call under way may come", async (t) => {
  const stored = Buffer.concat([whole.subarray(0, 100), whole.subarray(200, 300)]);
  const taken: ByteRange[] = [
    [0, 100],
    [200, 250],
  ];
  const { seen, foreign } = scanned(stored, taken, 300);
  t.same(
    [seen.ranges, foreign],
    [
      [
        [0, 100],
        [200, 300],
      ],
      0,
    ],
  );
});
