import { writeFileSync } from "node:fs";
import t from "tap";
import content from "../../images/node/workloads/content.cjs";
import { ledgersOf } from "../../lib/log/ledger.ts";
import { openFile } from "../../lib/log/log-file.ts";
import { keptIn, sizesOf, withoutDropped } from "../../lib/log/whole-log.ts";
import type { StreamLedger } from "../../lib/results/schema.ts";
import { temporaryDirectory } from "../fixtures/temporary-directory.ts";

const WRITTEN = 10 * 64;
const written = content.slice("stdout", 0, WRITTEN);

/** The ledger of a log whose files hold that. */
function ledgerOf(directory: string, ...files: Buffer[]): StreamLedger {
  const segments = files.map((bytes, at) => {
    writeFileSync(`${directory}/${at}`, bytes);
    return { stream: "stdout" as const, fd: openFile(`${directory}/${at}`), isAside: false };
  });
  const writes = { stdout: { acked: WRITTEN, tried: WRITTEN, failed: {} } };
  const [ledger] = ledgersOf(segments, ["raw"], writes);
  t.same(
    sizesOf(segments),
    files.map(({ length }) => length),
  );
  return withoutDropped(ledger as StreamLedger, keptIn(segments, "stdout", ["raw"]), written);
}

const of = (from: number, to: number) => written.subarray(from * 64, to * 64);

t.test("what is missing before all that is left was dropped, and is not lost", async (t) => {
  const ledger = ledgerOf(temporaryDirectory(t), of(4, 8), of(8, 10));
  t.match(ledger, { stored: 6 * 64, lost: 0, dropped: 4 * 64 });
});

t.test("what is missing anywhere else is lost, and so is all of a log that is empty", async (t) => {
  const cases: [Buffer[], number][] = [
    [[of(4, 7), of(8, 10)], 5],
    [[of(0, 9)], 1],
    [[of(0, 0)], 10],
  ];
  for (const [files, lines] of cases) {
    const ledger = ledgerOf(temporaryDirectory(t), ...files);
    t.equal(ledger.lost, lines * 64);
    t.equal(ledger.dropped, undefined);
  }
});

t.test("of a log that is whole nothing was dropped", async (t) => {
  const ledger = ledgerOf(temporaryDirectory(t), of(0, 10));
  t.match(ledger, { lost: 0 });
  t.equal(ledger.dropped, undefined);
});
