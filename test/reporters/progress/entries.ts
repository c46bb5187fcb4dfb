import t from "tap";
import { entriesOf } from "../../../lib/reporters/progress/entries.ts";
import type { CaseResult } from "../../../lib/results/schema.ts";
import { sampleCase } from "../fixtures/sample-case.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

function told(results: readonly CaseResult[]): [name: string, ...rows: [outcome: string, cases: number][]][] {
  return entriesOf(results).map(({ name, rows }) => [
    name,
    ...rows.map(({ outcome, cases }): [string, number] => [outcome, cases.length]),
  ]);
}

function familyInSample(part: string): CaseResult[] {
  return sampleRun().cases.filter(({ id }) => id.startsWith(part));
}

t.test("many tests of a family that came out alike are one entry", async (t) => {
  t.same(told(familyInSample("bytes/exact-sizes")), [
    ["exact-sizes (9: 0 … 1048576)", ["exit 0 · lost 0", 18]],
  ]);
});

t.test("a status that follows the parameter is told by its name", async (t) => {
  t.same(told(familyInSample("exit-status/code")), [["code (7: 0 … 255)", ["exit <code> · lost 0", 7]]]);
  t.same(told(familyInSample("exit-status/signal")), [
    ["signal (TERM, KILL, SEGV)", ["signal SIG<signal> · lost 0", 3]],
  ]);
});

t.test("tests of a family are told apart where they came out differently", async (t) => {
  t.same(told(familyInSample("stale-log/exit-after")), [
    [
      "exit-after (natural, throw, sigterm-listener, sigterm-default)",
      ["exit 127 · stale-abort · lost 0", 4],
      ["exit 0 · lost 0", 4],
    ],
    ["exit-after/process-exit", ["exit 139 · stale-abort · lost 0", 1], ["exit 0 · lost 0", 1]],
  ]);
});

t.test("a failure stands by itself and does not keep the others from folding", async (t) => {
  const results = familyInSample("exit-status/code");
  const failed = {
    ...(results[2] as CaseResult),
    verdict: "broken" as const,
    outcome: "exit 0 · lost 0",
    reason: "no",
  };
  t.same(told(results.with(2, failed)), [
    ["code (0, 1, 126, 127, 128, 255)", ["exit <code> · lost 0", 6]],
    ["code/7", ["exit 0 · lost 0", 1]],
  ]);
});

t.test("cases skipped for one reason are one row", async (t) => {
  const skip = { verdict: "skip" as const, outcome: null, test: "recovers" };
  const results = [
    sampleCase({ ...skip, reason: "no nfs", filesystem: "nfs3" }),
    sampleCase({ ...skip, reason: "no nfs", filesystem: "nfs4" }),
    sampleCase({ ...skip, reason: "no fuse", filesystem: "stalefs" }),
  ];
  t.same(told(results), [["recovers", ["", 2], ["", 1]]]);
});
