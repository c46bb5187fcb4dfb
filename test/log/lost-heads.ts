import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { LogScan } from "../../lib/log/log-scan.ts";
import { ledgerOf } from "./fixtures/account.ts";

const { LINE } = content;
const size = 8 * LINE;
const own = content.slice("stdout", 0, size);
const writes = { acked: size, tried: size, failed: {}, took: [[0, size]] as [number, number][] };

/** A log without the bytes from `from` to `to`, and with some in their place. */
function without(from: number, to: number, instead = ""): Buffer {
  return Buffer.concat([own.subarray(0, from), Buffer.from(instead), own.subarray(to)]);
}

t.test("a gap that ends within a line costs no more than it is long", async (t) => {
  // Of a line there is enough before the gap that its number is told, and enough behind it that chance cannot make it.
  const starts = [0, 20, 30, 63].flatMap((place) => [place, LINE + place, 3 * LINE + place]);
  for (const start of starts)
    for (let length = 1; length <= 2 * LINE; length++) {
      if ((start + length) % LINE > LINE - 8) continue;
      const { lost, foreign, duplicated, reordered } = ledgerOf(
        "stdout",
        writes,
        without(start, start + length),
      );
      const told = { lost, foreign, duplicated, reordered };
      const isRight = lost === length && foreign + duplicated + reordered === 0;
      if (!isRight) t.fail(`${start}+${length}: ${JSON.stringify(told)}`);
    }
  t.pass("of every gap as much is lost as is missing");
});

t.test("the line without its beginning is torn, once", async (t) => {
  t.match(ledgerOf("stdout", writes, without(LINE, LINE + 15)), { lost: 15, torn: 1, foreign: 0 });
  t.match(ledgerOf("stdout", writes, without(LINE + 20, LINE + 35)), { lost: 15, torn: 1, foreign: 0 });
  t.match(ledgerOf("stdout", writes, without(LINE + 20, 2 * LINE + 15)), { torn: 2, foreign: 0 });
  t.match(ledgerOf("stdout", writes, without(0, 15)), { lost: 15, torn: 1, foreign: 0 });
  t.match(ledgerOf("stdout", writes, without(size - LINE, size - 20)), {
    lost: LINE - 20,
    torn: 1,
    foreign: 0,
  });
});

t.test("what ends as a line does is none of it", async (t) => {
  const whole = Buffer.concat([own.subarray(0, LINE), Buffer.from("\n"), own.subarray(LINE)]);
  t.match(ledgerOf("stdout", writes, whole), { lost: 0, foreign: 1, torn: 0, duplicated: 0 });
  t.match(ledgerOf("stdout", writes, without(LINE, 2 * LINE, "garbage\n")), {
    lost: LINE,
    foreign: 8,
    torn: 0,
  });
});

t.test("it is the same in whatever pieces the log is read", async (t) => {
  const log = without(LINE + 20, 3 * LINE + 15);
  for (const step of [1, 7, LINE, 2 * LINE + 1, size]) {
    const scan = new LogScan("stdout", [[0, size]], size);
    for (let at = 0; at < log.length; at += step) scan.feed(log.subarray(at, at + step));
    scan.end();
    t.match(
      { seen: scan.seen.size, torn: scan.torn, foreign: scan.foreign },
      { seen: log.length, torn: 2, foreign: 0 },
    );
  }
});
