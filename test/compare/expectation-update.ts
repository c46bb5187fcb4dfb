import t from "tap";
import type { Expectation } from "../../lib/compare/expectation.ts";
import { type ClaimCells, updateOf } from "../../lib/compare/expectation-update.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { broken, held, runOf, skipped } from "./fixtures/runs.ts";

const claims: ClaimCells[] = ["exit-status/code/0", "exit-status/code/1"].map((name) => ({
  name,
  strategies: ["direct-file", "shim-pipe"],
  filesystems: ["local", "nfs3"],
}));
const entry = (over: Partial<Expectation> = {}): Expectation => ({
  ...{ case: "exit-status/code/0", verdict: "broken", bug: "runc#1", expires: "2026-12-31" },
  ...over,
});
const updated = (one: Expectation, ...cases: CaseResult[]) => {
  const update = updateOf([one], runOf(...cases), { claims, expires: "2027-01-01" });
  return { ...update, removed: [...update.removed] };
};
/** Both strategies on the file systems that are named. */
const cellsOn = (...filesystems: string[]) =>
  filesystems.flatMap((filesystem) =>
    ["direct-file", "shim-pipe"].map((strategy) => held({ strategy, filesystem })),
  );

t.test("an entry goes where all of its cells ran and none met it", async (t) => {
  t.match(updated(entry(), ...cellsOn("local", "nfs3")), { removed: [0], undecided: { length: 0 } });
  const narrow = entry({ strategy: "direct-file", filesystem: "local" });
  t.match(updated(narrow, held()), { removed: [0], undecided: { length: 0 } });
});

t.test("an entry stays while one of its cells is left out of the run", async (t) => {
  const direct = ["local", "nfs3"].map((filesystem) => held({ filesystem }));
  for (const cases of [[held()], direct, cellsOn("local"), cellsOn("nfs3")])
    t.match(updated(entry(), ...cases), { removed: { length: 0 }, undecided: [0] });
  const both = entry({ case: "exit-status/code/*" });
  t.match(updated(both, ...cellsOn("local", "nfs3")), { removed: { length: 0 }, undecided: [0] });
});

t.test(
  "a runtime that cannot wire a cell says so for good, a machine without the file system does not",
  async (t) => {
    const [direct, pipe] = ["direct-file", "shim-pipe"].map((strategy) => ({ strategy, filesystem: "nfs3" }));
    const local = cellsOn("local");
    t.match(updated(entry(), ...local, held(direct), skipped(pipe)), { removed: [0] });
    t.match(updated(entry(), ...local, skipped(direct), skipped(pipe)), {
      removed: { length: 0 },
      undecided: [0],
    });
  },
);

t.test("an entry that a cell met stays, and one of which nothing ran is not spoken of", async (t) => {
  t.match(updated(entry(), broken(), ...cellsOn("nfs3")), {
    removed: { length: 0 },
    undecided: { length: 0 },
    added: { length: 0 },
  });
  t.match(updated(entry(), skipped()), {
    removed: { length: 0 },
    undecided: { length: 0 },
    added: { length: 0 },
  });
  t.match(updated(entry({ runtime: "runc" }), held()), { removed: { length: 0 }, undecided: { length: 0 } });
});

t.test("a failure that no entry expects gets one, its bug still to be told", async (t) => {
  const { added } = updated(entry(), broken({ test: "code/1" }), broken({ test: "code/1" }));
  t.match(added, [
    {
      case: "exit-status/code/1",
      runtime: "unshare",
      verdict: "broken",
      outcome: "exit 3 · lost 0",
      bug: "TODO",
      expires: "2027-01-01",
    },
  ]);
  t.equal(added.length, 1, "its repetitions share it");
  const beside = updated(entry(), held(), broken({ test: "code/1" }), skipped({ test: "code/2" }));
  t.match(beside.added, [{ case: "exit-status/code/1" }]);
  t.equal(beside.added.length, 1, "what did not fail needs none");
  const unseen = broken({ test: "code/1", outcome: null });
  t.notOk("outcome" in (updated(entry(), unseen).added[0] ?? {}), "what had no outcome is expected without");
});

t.test("one entry of several that expects a failure is enough", async (t) => {
  const entries = [entry({ case: "exit-status/code/1" }), entry(), entry({ case: "bytes/exact" })];
  const { added } = updateOf(entries, runOf(broken()), { claims, expires: "2027-01-01" });
  t.same(added, []);
});
