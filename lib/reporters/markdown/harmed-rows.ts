import { harmLines } from "../../results/harm-words.ts";
import type { HarmedGroup } from "../../results/harmed.ts";
import { testOf } from "../../results/troubles.ts";
import type { CaseLabels } from "../case-labels.ts";
import { cell, code } from "../markdown-text.ts";
import { harmMark } from "../verdict-signs.ts";
import { cut } from "../visible-text.ts";

const LONGEST = 300;

/** Rows of a table: harms, test, where, outcome, what each harm was. */
export function harmedRows(groups: readonly HarmedGroup[], labels: CaseLabels): string[] {
  return groups.map((group) => {
    const [first] = group;
    const columns = [
      cell(harmMark(first)?.words ?? ""),
      code(cut(testOf(first), LONGEST)),
      cell(cut(labels.of(group), LONGEST)),
      code(cut(first.outcome ?? "", LONGEST)),
      cell(cut(harmLines(first).join("; "), LONGEST)),
    ];
    return `| ${columns.join(" | ")} |`;
  });
}
