import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { account, line, nothingWrong } from "./fixtures/account.ts";

const { LINE, slice } = content;

t.test("a log of any size is read to its end", async (t) => {
  const size = 70 * 2 ** 20;
  const stored = Buffer.concat([slice("stdout", 0, size), Buffer.from("x")]);
  t.match(account(t, stored, size), { ...nothingWrong, foreign: 1, stored: size + 1 });
  const gap = 65 * 2 ** 20;
  const gone = Buffer.concat([slice("stdout", 0, gap), slice("stdout", gap + 3 * LINE, size)]);
  t.match(account(t, gone, size), { ...nothingWrong, lost: 3 * LINE });
  t.match(account(t, Buffer.concat([line(0), Buffer.alloc(3 * 2 ** 20), line(1)]), 2 * LINE), {
    ...nothingWrong,
    holes: 3 * 2 ** 20,
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

t.test("many lines in their order are still each out of order behind a later one", async (t) => {
  const count = 2 * 1024;
  const stored = Buffer.concat([line(count), slice("stdout", 0, count * LINE)]);
  t.match(account(t, stored, (count + 1) * LINE), { ...nothingWrong, reordered: count });
});
