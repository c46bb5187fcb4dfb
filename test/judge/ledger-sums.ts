import t from "tap";
import { isByChance, sumsOf } from "../../lib/judge/ledger-sums.ts";
import type { Fate } from "../../lib/results/schema.ts";
import { observation, streamLedger } from "./fixtures/observation.ts";

t.test("both streams are summed, and nothing cancels", async (t) => {
  const one = streamLedger({
    ...{ lost: 1, torn: 2, duplicated: 3, reordered: 4, foreign: 5, holes: 8, late: 6, undelivered: 7 },
  });
  const other = streamLedger({ stream: "stderr", lost: 10, foreign: 20, undelivered: 1, misdelivered: 1 });
  t.same(sumsOf([one, other]), {
    ...{ lost: 11, torn: 2, duplicated: 3, reordered: 4, foreign: 25, holes: 8, undelivered: 9, late: 6 },
  });
  t.same(sumsOf([]).lost, 0);
  t.same(
    sumsOf([streamLedger({ stored: 10 })]).undelivered,
    0,
    "a runtime without a logs command keeps nothing back",
  );
});

t.test("an amount is a race behind a relay, behind a broken pipe, and where somebody hangs", async (t) => {
  const exit: Fate = { kind: "exit", code: 0 };
  const hang: Fate = { kind: "hang", where: "S" };
  const lossy = (over = {}) => observation({ ledger: [streamLedger({ lost: 1, ...over })] });
  t.equal(isByChance(lossy(), false), false);
  t.equal(isByChance(lossy(), true), true);
  t.equal(isByChance(lossy({ failed: { EPIPE: 1 } }), false), true);
  t.equal(isByChance(lossy({ failed: { EPIPE: 0 } }), false), false);
  t.equal(isByChance(lossy({ failed: { ESTALE: 1 } }), false), false);
  t.equal(isByChance({ ...lossy(), fate: { actual: hang, reported: exit } }, false), true);
  t.equal(isByChance({ ...lossy(), fate: { actual: exit, reported: hang } }, false), true);
  t.equal(
    isByChance(observation({ fate: { actual: hang, reported: hang } }), true),
    false,
    "nothing was lost",
  );
  t.equal(
    isByChance(
      observation({ ledger: [streamLedger({ lost: 1 }), streamLedger({ failed: { EPIPE: 1 } })] }),
      false,
    ),
    false,
    "the stream with the broken pipe lost nothing",
  );
});
