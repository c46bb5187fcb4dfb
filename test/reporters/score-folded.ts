import t from "tap";
import { folded, notRunLine } from "../../lib/reporters/score-folded.ts";
import { type Score, scoreOf } from "../../lib/results/score.ts";
import { sampleCase, skipped } from "./fixtures/sample-case.ts";

const ran = (fault: string, strategy: string, runtime = "runc") => sampleCase({ fault, strategy, runtime });
const not = (fault: string, strategy: string, runtime = "runc") =>
  skipped({ fault, strategy, runtime }, "it cannot");

function foldedOf(...cases: Parameters<typeof scoreOf>[0]) {
  return folded(scoreOf(cases) as Score);
}

t.test("rows and columns in which nothing ran are named, and no more in the table", async (t) => {
  const fold = foldedOf(ran("full", "fifo"), not("full", "pty"), not("stale", "fifo"), not("stale", "pty"));
  t.same(fold.score.columns, ["fifo"]);
  t.same(
    fold.score.rows.map(({ fault, cells }) => [fault, cells.length]),
    [["full", 1]],
  );
  t.equal(notRunLine(fold), "Nothing ran with pty. Not run here: stale.");
});

t.test("a fault that ran with one wiring is named with those with which it did not", async (t) => {
  const both = ["runc", "crun"];
  const fold = foldedOf(
    ...both.flatMap((runtime) => [
      ran("full", "fifo", runtime),
      not("full", "pty", runtime),
      not("stale", "pty", runtime),
    ]),
  );
  t.same(fold.faults, ["full (pty)", "stale"]);
  t.same(fold.columns, []);
});

t.test("an error of the suite itself did run, and where everything ran nothing is said", async (t) => {
  const error = sampleCase({ fault: "full", strategy: "fifo", verdict: "error", reason: "no room" });
  t.equal(notRunLine(foldedOf(error)), null);
  t.equal(foldedOf(error).score.rows.length, 1);
});

t.test("what would move a cursor is shown as an escape", async (t) => {
  t.equal(notRunLine(foldedOf(not("\x1b[2J", "pty"))), "Nothing ran with pty. Not run here: \\x1b[2J.");
});
