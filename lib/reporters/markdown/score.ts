import type { CaseResult } from "../../results/schema.ts";
import { type ScoreCell, type ScoreRow, scoreOf } from "../../results/score.ts";
import { cell } from "../markdown-text.ts";
import { folded, notRunLine } from "../score-folded.ts";
import { faultName } from "../score-names.ts";
import { scoreLegend, scoreSigns } from "../score-signs.ts";
import { cut } from "../visible-text.ts";

const LONGEST_NAME = 120;
const LONGEST_LINE = 4000;

/** The head of the score's table with the lines for its signs and for what did not run, and its rows; null where nothing was done to any case. */
export function scoreTable(cases: readonly CaseResult[]): { head: string[]; rows: string[] } | null {
  const whole = scoreOf(cases);
  if (!whole) return null;
  const fold = folded(whole);
  const { score } = fold;
  const notRun = notRunLine(fold);
  const names = score.columns.map((name) => cell(cut(name, LONGEST_NAME)));
  return {
    head: [
      `Signs: ${cell(scoreLegend(score))}`,
      "",
      ...(notRun === null ? [] : [cell(cut(notRun, LONGEST_LINE)), ""]),
      `| | ${names.join(" | ")} |`,
      `|---|${names.map(() => ":---:|").join("")}`,
    ],
    rows: score.rows.map((row) => `| ${rowName(row)} | ${row.cells.map(cellText).join(" | ")} |`),
  };
}

function rowName({ fault, strategy }: ScoreRow): string {
  const name = cut(faultName(fault), LONGEST_NAME);
  return cell(strategy === null ? name : `${name} · ${cut(strategy, LONGEST_NAME)}`);
}

function cellText(one: ScoreCell | null): string {
  return one
    ? scoreSigns(one)
        .map(({ sign }) => cell(sign))
        .join("&nbsp;")
    : "";
}
