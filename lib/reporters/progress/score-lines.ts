import type { CaseResult } from "../../results/schema.ts";
import { type Score, type ScoreCell, type ScoreRow, scoreOf } from "../../results/score.ts";
import { folded, notRunLine } from "../score-folded.ts";
import { faultName, shortColumnNames } from "../score-names.ts";
import { scoreLegend, scoreSigns } from "../score-signs.ts";
import { visible } from "../visible-text.ts";
import type { Page } from "./block-lines.ts";
import { wrapped, wrappedWords } from "./wrapped.ts";

const INDENT = "  ";
/** Three signs, and one more where a claim is broken or the suite itself failed. */
const CELL = 4;
const SHORTEST_LABEL = 20;

/** The score as a table no wider than the page, with a line for what did not run and one that explains its signs; nothing where nothing was done to any case. */
export function scoreLines(results: readonly CaseResult[], page: Page): string[] {
  const whole = scoreOf(results);
  if (!whole) return [];
  const fold = folded(whole);
  const { score } = fold;
  const room = page.width - INDENT.length;
  const dim = (text: string) => wrappedWords(text, room).map((line) => page.paint("dim", line));
  const table = score.rows.length > 0 ? tables(score, room, page) : [];
  const legend = score.rows.length > 0 ? dim(`Signs: ${scoreLegend(score)}`) : [];
  const lines = [...table, ...dim(notRunLine(fold) ?? ""), ...legend];
  return [page.paint("bold", "Score"), ...lines.map((line) => INDENT + line), ""];
}

interface LabelledRow {
  readonly label: string;
  readonly cells: ScoreRow["cells"];
}

/** One table, or several below each other where there are more columns than fit. */
function tables(score: Score, room: number, page: Page): string[] {
  const rows = labelledRows(score);
  const named = shortColumnNames(score);
  const widest = Math.max(...rows.filter(({ cells }) => cells.length > 0).map(({ label }) => label.length));
  const sizeOf = (columns: readonly Column[]) => columns.reduce((sum, { width }) => sum + width, 0);
  const byName = named.map((name, index) => ({ name, index, width: Math.max(name.length, CELL) + 2 }));
  const isNamed = room - sizeOf(byName) >= Math.min(widest, SHORTEST_LABEL);
  const columns = isNamed
    ? byName
    : byName.map((one) => ({ ...one, name: `${one.index + 1}`, width: CELL + 1 }));
  const labelWidth = Math.min(widest, isNamed ? room - sizeOf(byName) : SHORTEST_LABEL);
  const key = isNamed ? [] : wrapped(numbered(named), "  ", room);
  const part = isNamed ? columns.length : Math.max(1, Math.floor((room - labelWidth) / (CELL + 1)));
  const parts = Array.from({ length: Math.ceil(columns.length / part) }, (_, index) =>
    columns.slice(index * part, (index + 1) * part),
  );
  return [...key, ...parts.flatMap((columns) => table(rows, columns, labelWidth, page))];
}

function numbered(names: readonly string[]): string[] {
  return names.map((name, index) => `${index + 1} ${name}`);
}

interface Column {
  readonly name: string;
  /** Where it stands in a row's cells. */
  readonly index: number;
  readonly width: number;
}

// With several runtimes each fault is a heading of its own, so that the wirings below it need little room.
function labelledRows({ across, rows }: Score): LabelledRow[] {
  if (across === "strategy") return rows.map(({ fault, cells }) => ({ label: faultName(fault), cells }));
  return rows.flatMap(({ fault, strategy, cells }, index) => {
    const isNew = index === 0 || rows[index - 1]?.fault !== fault;
    const heading = isNew ? [{ label: faultName(fault), cells: [] }] : [];
    return [...heading, { label: `  ${visible(strategy ?? "")}`, cells }];
  });
}

function table(
  rows: readonly LabelledRow[],
  columns: readonly Column[],
  label: number,
  page: Page,
): string[] {
  const head = columns.map(({ name, width }) => name.padStart(name.length + gapOf(width)).padEnd(width));
  return [
    page.paint("dim", `${" ".repeat(label)}${head.join("")}`.trimEnd()),
    ...rows.map((row) => {
      if (row.cells.length === 0) return cut(row.label, page.width - INDENT.length);
      const cells = columns.map(({ index, width }) => cellText(row.cells[index] ?? null, width, page));
      return `${cut(row.label, label).padEnd(label)}${cells.join("")}`.trimEnd();
    }),
  ];
}

function cellText(cell: ScoreCell | null, width: number, { paint }: Page): string {
  const signs = cell ? scoreSigns(cell) : [];
  const gap = gapOf(width);
  const text = signs.map(({ sign, style }) => paint(style, sign)).join("");
  return " ".repeat(gap) + text + " ".repeat(width - gap - signs.length);
}

function gapOf(width: number): number {
  return width > CELL + 1 ? 2 : 1;
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
