import { cell, code } from "../reporters/markdown-text.ts";
import { coverageLine, reasonsOf, repetitionsOf, rowsOf } from "./rows.ts";
import type { Group, History, Trend } from "./schema.ts";
import { CHANGED, countsLine, repetitionWords, trendLooks } from "./trends.ts";

/** Rows that are shown of one trend; a comment on a merge request holds some 65,000 characters. */
const MOST_ROWS = 100;

/** For a job's summary or a comment: GitHub Flavored Markdown. */
export function historyMarkdown({ by, cautions, groups }: History): string {
  return [
    ...cautions.map((caution) => `> ${cell(caution)}\n`),
    ...groups.flatMap((group) => groupLines(group, by)),
    "",
  ].join("\n");
}

function groupLines(group: Group, by: string): string[] {
  const facts = group.facts.map(({ name, value }) => `${name} ${value}`).join(" · ");
  return [
    `### ${cell(group.runtime)} by ${by}: ${cell(group.points.map(({ label }) => label).join(" → "))}`,
    "",
    `${cell(facts)}; ${cell(repetitionsOf(group))}.`,
    "",
    `${cell(countsLine(group))}.`,
    ...([...CHANGED, "always-bad"] as Trend[]).flatMap((trend) => trendLines(group, trend)),
    ...reasonLines(group),
    "",
  ];
}

function trendLines(group: Group, trend: Trend): string[] {
  const rows = rowsOf(group, trend);
  if (rows.length === 0) return [];
  const { sign, title } = trendLooks[trend];
  return [
    "",
    `#### ${sign} ${title}`,
    "",
    "| claim | cases | history | repetitions | seen |",
    "|---|---|---|---|---|",
    ...rows.slice(0, MOST_ROWS).map(({ name, where, claim, history }) => {
      const words = [history.sentence, repetitionWords(history), coverageLine(claim) ?? "all"];
      return `| ${code(name)} | ${cell(where)} | ${words.map(cell).join(" | ")} |`;
    }),
    ...(rows.length > MOST_ROWS ? ["", `… and ${rows.length - MOST_ROWS} more.`] : []),
  ];
}

function reasonLines(group: Group): string[] {
  const reasons = reasonsOf(group);
  if (reasons.length === 0) return [];
  return [
    "",
    "#### ○ Could not run",
    "",
    ...reasons.map(({ reason, cases }) => `- ${cases}× ${cell(reason)}`),
  ];
}
