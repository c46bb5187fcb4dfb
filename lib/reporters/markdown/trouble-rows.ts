import { firstOf, type Trouble, testOf } from "../../results/troubles.ts";
import type { CaseLabels } from "../case-labels.ts";
import { cell, code } from "../markdown-text.ts";
import { verdictSigns } from "../verdict-signs.ts";
import { cut } from "../visible-text.ts";

const LONGEST_REASON = 300;

export const troubleSigns: Readonly<Record<Trouble["kind"], string>> = {
  error: `${verdictSigns.error.sign} error`,
  fail: `${verdictSigns.fail.sign} fail`,
  worse: `${verdictSigns.fail.sign} worse`,
  flaky: "~ flaky",
};

/** Rows of a table: sign, test, where, outcome, reason. */
export function troubleRows(troubles: readonly Trouble[], labels: CaseLabels): string[] {
  return troubles.map((trouble) => {
    const first = firstOf(trouble);
    const outcome = code(cut(first.outcome ?? "", LONGEST_REASON));
    const where = cell(cut(labels.of(trouble.cases), LONGEST_REASON));
    const columns = [troubleSigns[trouble.kind], code(cut(testOf(first), LONGEST_REASON)), where, outcome];
    return `| ${[...columns, cell(cut(reasonOf(trouble), LONGEST_REASON))].join(" | ")} |`;
  });
}

function reasonOf(trouble: Trouble): string {
  const { reason, attempts = [] } = firstOf(trouble);
  if (trouble.kind === "worse") return trouble.why ?? "";
  if (trouble.kind !== "flaky") return [reason, trouble.why].filter(Boolean).join("; ");
  const before = attempts.map((attempt) => attempt.reason ?? attempt.outcome ?? attempt.verdict);
  return `passed at try ${attempts.length + 1}, before: ${[...new Set(before)].join("; ")}`;
}
