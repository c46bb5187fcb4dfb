import { cell, code } from "../reporters/markdown-text.ts";
import type { Comparison } from "./comparison.ts";
import { changeSigns, countLine, outcomeOrReason } from "./comparison-text.ts";

/** Rows that are shown; a comment on a merge request holds some 65,000 characters. */
const MOST_ROWS = 200;

/** For a merge request's comment or a job's summary: GitHub Flavored Markdown. */
export function comparisonMarkdown({ before, after, facts, cautions, counts, cases }: Comparison): string {
  const changed = cases.filter(({ change }) => change !== "same");
  const shown = changed.slice(0, MOST_ROWS);
  const rest = changed.length - shown.length;
  return [
    `### fd012: ${cell(before.label)} → ${cell(after.label)}: ${countLine(counts)}`,
    "",
    "| | before | after |",
    "|---|---|---|",
    ...facts.map((fact) => {
      const mark = fact.before === fact.after ? "" : "**";
      return `| ${cell(fact.name)} | ${cell(fact.before)} | ${mark}${cell(fact.after)}${mark} |`;
    }),
    "",
    ...cautions.map((caution) => `> ${caution}\n`),
    ...(shown.length > 0 ? ["| | case | before | after |", "|---|---|---|---|"] : ["Nothing has changed."]),
    ...shown.map((one) => {
      const sides = [one.before, one.after].map((side) =>
        side ? code(`${side.verdict} · ${outcomeOrReason(side)}`) : "—",
      );
      return `| ${changeSigns[one.change].sign} ${one.change} | ${code(one.name)} | ${sides.join(" | ")} |`;
    }),
    ...(rest > 0 ? ["", `… and ${rest} more.`] : []),
    "",
  ].join("\n");
}
