import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { unlogged } from "../../lib/log/ledger.ts";
import { account, ledgerOf, line, nothingWrong } from "./fixtures/account.ts";

const { LINE, lines, slice } = content;

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

t.test("bytes that write(2) did not take are not lost", async (t) => {
  const half = { acked: 2 * LINE, failed: { "116": 2 } };
  t.match(account(t, lines("stdout", 0, 2), 4 * LINE, half), { ...nothingWrong, failed: { ESTALE: 2 } });
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

t.test("where the workload has not told all that it wrote, that is told", async (t) => {
  const three = Buffer.concat([0, 1, 2].map(line));
  const none = { acked: 0, tried: 0 };
  t.match(account(t, three, 0, none), { acked: 0, lost: 0, told: false, unacknowledged: 3 * LINE });
  t.match(account(t, three, 2 * LINE), { ...nothingWrong, told: false, unacknowledged: LINE });
  t.notOk("told" in account(t, three, 3 * LINE));
  t.notOk("told" in account(t, Buffer.from("foreign\n"), 0, none));
  t.match(account(t, Buffer.concat([line(0), line(9).subarray(0, 30)]), LINE), { foreign: 30, torn: 0 });
  t.match(account(t, Buffer.from("s"), 0, none), { ...nothingWrong, foreign: 1 });
  t.match(account(t, line(1).subarray(0, 30), LINE), { foreign: 30, torn: 0, lost: LINE });
  t.match(
    account(t, Buffer.concat([line(0), line(9)]), LINE),
    { foreign: 0, torn: 0, told: false, unacknowledged: LINE },
    "a whole line is its own, wherever it stands",
  );
  t.match(account(t, lines("stdout", 0, 2), LINE + 20), {
    ...nothingWrong,
    ...{ told: false, unacknowledged: LINE - 20 },
  });
  t.match(
    account(t, Buffer.concat([line(0), line(1).subarray(0, 30)]), LINE),
    { foreign: 0, torn: 1, told: false },
    "what goes on with the last line is its own, though it is cut",
  );
});

t.test("a stream without a log has lost nothing, whatever was acknowledged", async (t) => {
  const writes = { acked: LINE, tried: 2 * LINE, failed: { "9": 1 }, took: [[0, LINE]] as const };
  t.match(unlogged(ledgerOf("stderr", writes, Buffer.alloc(0))), {
    ...{ stream: "stderr", acked: LINE, unlogged: LINE, stored: 0 },
    ...nothingWrong,
    failed: { EBADF: 1 },
  });
});
