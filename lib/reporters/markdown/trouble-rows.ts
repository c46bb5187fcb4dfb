import { firstOf, type Trouble, testOf } from "../../results/troubles.ts";
import type { CaseLabels } from "../case-labels.ts";
import { cell, code } from "../markdown-text.ts";
import { harmMark, kindSigns } from "../verdict-signs.ts";
import { cut } from "../visible-text.ts";

const LONGEST_REASON = 300;

export const troubleSigns: Readonly<Record<Trouble["kind"], string>> = {
  error: `${kindSigns.error.sign} error`,
  broken: `${kindSigns.broken.sign} broken`,
  worse: `${kindSigns.broken.sign} worse`,
  unaccepted: `${kindSigns.broken.sign} harmed`,
  flaky: `${kindSigns.flaky.sign} flaky`,
};

/** Rows of a table: sign, test, where, outcome, reason. */
export function troubleRows(troubles: readonly Trouble[], labels: CaseLabels): string[] {
  return troubles.map((trouble) => {
    const first = firstOf(trouble);
    const outcome = code(cut(first.outcome ?? "", LONGEST_REASON));
    const where = cell(cut(labels.of(trouble.cases), LONGEST_REASON));
    const harms = harmMark(first);
    const cost = harms ? ` ${cell(harms.words)}` : "";
    const columns = [
      troubleSigns[trouble.kind],
      code(cut(testOf(first), LONGEST_REASON)),
      where,
      outcome + cost,
    ];
    return `| ${[...columns, cell(cut(reasonOf(trouble), LONGEST_REASON))].join(" | ")} |`;
  });
}

function reasonOf(trouble: Trouble): string {
  const { reason, verdict, attempts = [] } = firstOf(trouble);
  if (trouble.kind === "worse" || trouble.kind === "unaccepted") return trouble.why ?? "";
  if (trouble.kind !== "flaky") return [reason, trouble.why].filter(Boolean).join("; ");
  const before = attempts.map((attempt) => attempt.reason ?? attempt.outcome ?? attempt.verdict);
  return `${verdict} at try ${attempts.length + 1}, before: ${[...new Set(before)].join("; ")}`;
}
