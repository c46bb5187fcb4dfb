import t from "tap";
import { answerLines } from "../../../lib/reporters/progress/answers.ts";
import type { Page } from "../../../lib/reporters/progress/block-lines.ts";
import type { CaseResult } from "../../../lib/results/schema.ts";
import { sampleRun } from "../fixtures/sample-run.ts";

const observed = sampleRun().cases.find((one) => one.observation !== null) as CaseResult;
const answered = (filesystem: string): CaseResult => ({
  ...observed,
  filesystem,
  observation: {
    ...(observed.observation as NonNullable<CaseResult["observation"]>),
    answers: { fstat: "ok" },
  },
});
const page = (width: number) => ({ paint: (_style: string, text: string) => text, width }) as unknown as Page;

t.test("a table of what was answered, in parts where it is too wide", async (t) => {
  const results = ["nfs3", "nfs4"].map(answered);
  const head = "What an open descriptor of the log answers";
  t.same(answerLines(results, page(80)), [head, "          nfs3   nfs4", "  fstat   ok     ok", ""]);
  t.same(answerLines(results, page(16)), [
    head,
    ...["          nfs3", "  fstat   ok", ""],
    ...["          nfs4", "  fstat   ok", ""],
  ]);
});

t.test("nothing where nobody asked", async (t) => {
  t.same(answerLines([observed], page(80)), []);
});
