import t from "tap";
import { answersTable } from "../../lib/results/answers-table.ts";
import type { CaseResult } from "../../lib/results/schema.ts";
import { sampleRun } from "../reporters/fixtures/sample-run.ts";

const observed = sampleRun().cases.find((one) => one.observation !== null) as CaseResult;

function asked(cell: Partial<CaseResult>, answers: Record<string, string>): CaseResult {
  const observation = { ...(observed.observation as NonNullable<CaseResult["observation"]>), answers };
  return { ...observed, runtime: "unshare", test: "operations", ...cell, observation };
}

t.test("a column a file system, where all runtimes were answered alike", async (t) => {
  const stale = { fstat: "ESTALE", fsync: "ok" };
  const table = answersTable([
    observed,
    asked({ filesystem: "nfs3" }, stale),
    asked({ filesystem: "nfs3", runtime: "runc" }, stale),
    asked({ filesystem: "nfs4" }, { fstat: "ok", fsync: "ok", write: "ok" }),
  ]);
  t.same(table, {
    columns: ["nfs3", "nfs4"],
    rows: [
      { operation: "fstat", answers: ["ESTALE", "ok"] },
      { operation: "fsync", answers: ["ok", "ok"] },
      { operation: "write", answers: ["", "ok"] },
    ],
  });
});

t.test("runtimes that were answered otherwise, and several tests, have columns of their own", async (t) => {
  const stale = { fstat: "ESTALE" };
  const table = answersTable([
    ...["unshare", "runc", "crun"].map((runtime) => asked({ filesystem: "nfs3", runtime }, stale)),
    asked({ filesystem: "nfs3", runtime: "runsc" }, { fstat: "ok" }),
    asked({ filesystem: "nfs3+cached" }, stale),
    asked({ filesystem: "nfs3+cached", test: "at-once" }, { fstat: "ok" }),
  ]);
  t.same(table?.columns, [
    "unshare, runc, 1 more · nfs3",
    "runsc · nfs3",
    "nfs3+cached (operations)",
    "nfs3+cached (at-once)",
  ]);
  t.same(table?.rows, [{ operation: "fstat", answers: ["ESTALE", "ok", "ESTALE", "ok"] }]);
});

t.test("two runtimes are both named", async (t) => {
  const table = answersTable([
    ...["unshare", "runc"].map((runtime) => asked({ filesystem: "nfs3", runtime }, { fstat: "ESTALE" })),
    asked({ filesystem: "nfs3", runtime: "runsc" }, { fstat: "ok" }),
  ]);
  t.same(table?.columns, ["unshare, runc · nfs3", "runsc · nfs3"]);
});

t.test("where nobody asked there is none", async (t) => {
  t.equal(answersTable([observed]), null);
});
