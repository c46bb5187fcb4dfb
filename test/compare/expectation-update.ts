import t from "tap";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { type ClaimCells, updateOf } from "../../lib/compare/expectation-update.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { failed, passed, runOf, skipped } from "./fixtures/runs.ts";

const claims: ClaimCells[] = ["exit-status/code/0", "exit-status/code/1"].map((name) => ({
  name,
  strategies: ["direct-file", "shim-pipe"],
  filesystems: ["local", "nfs3"],
}));
const entry = (over: Partial<Expectation> = {}): Expectation => ({
  ...{ case: "exit-status/code/0", verdict: "fail", bug: "runc#1", expires: "2026-12-31" },
  ...over,
});
const updated = (one: Expectation, ...cases: CaseResult[]) =>
  updateOf([one], runOf(...cases), { claims, expires: "2027-01-01" });
/** Both strategies on the file systems that are named. */
const cellsOn = (...filesystems: string[]) =>
  filesystems.flatMap((filesystem) =>
    ["direct-file", "shim-pipe"].map((strategy) => passed({ strategy, filesystem })),
  );

t.test("an entry goes where all of its cells ran and none met it", async (t) => {
  t.match(updated(entry(), ...cellsOn("local", "nfs3")), { removed: new Set([0]), undecided: [] });
  const narrow = entry({ strategy: "direct-file", filesystem: "local" });
  t.match(updated(narrow, passed()), { removed: new Set([0]), undecided: [] });
});

t.test("an entry stays while one of its cells is left out of the run", async (t) => {
  for (const cases of [[passed()], cellsOn("local"), cellsOn("nfs3")])
    t.match(updated(entry(), ...cases), { removed: new Set(), undecided: [0] });
  const both = entry({ case: "exit-status/code/*" });
  t.match(updated(both, ...cellsOn("local", "nfs3")), { removed: new Set(), undecided: [0] });
});

t.test(
  "a runtime that cannot wire a cell says so for good, a machine without the file system does not",
  async (t) => {
    const [direct, pipe] = ["direct-file", "shim-pipe"].map((strategy) => ({ strategy, filesystem: "nfs3" }));
    const local = cellsOn("local");
    t.match(updated(entry(), ...local, passed(direct), skipped(pipe)), { removed: new Set([0]) });
    t.match(updated(entry(), ...local, skipped(direct), skipped(pipe)), {
      removed: new Set(),
      undecided: [0],
    });
  },
);

t.test("an entry that a cell met stays, and one of which nothing ran is not spoken of", async (t) => {
  t.match(updated(entry(), failed(), ...cellsOn("nfs3")), { removed: new Set(), undecided: [], added: [] });
  t.match(updated(entry(), skipped()), { removed: new Set(), undecided: [], added: [] });
  t.match(updated(entry({ runtime: "runc" }), passed()), { removed: new Set(), undecided: [] });
});

t.test("a failure that no entry expects gets one, its bug still to be told", async (t) => {
  const { added } = updated(entry(), failed({ test: "code/1" }), failed({ test: "code/1" }));
  t.match(added, [
    {
      case: "exit-status/code/1",
      runtime: "unshare",
      verdict: "fail",
      outcome: "exit 3 · lost 0",
      bug: "TODO",
      expires: "2027-01-01",
    },
  ]);
  t.equal(added.length, 1, "its repetitions share it");
});
