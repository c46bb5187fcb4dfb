import { answersTable } from "../../results/answers-table.ts";
import type { CaseResult } from "../../results/schema.ts";
import { visible } from "../visible-text.ts";
import type { Page } from "./block-lines.ts";

const GAP = "   ";
const INDENT = "  ";

/** What open descriptors of a log answered after the fault: a line an operation, a column a file system. */
export function answerLines(results: readonly CaseResult[], { paint, width }: Page): string[] {
  const table = answersTable(results);
  if (!table) return [];
  const operations = padded(["", ...table.rows.map(({ operation }) => operation)]);
  const columns = table.columns.map((column, index) =>
    padded([column, ...table.rows.map(({ answers }) => answers[index] as string)]),
  );
  const room = width - INDENT.length - (operations[0] as string).length;
  return [
    paint("bold", "What an open descriptor of the log answers"),
    ...fitting(columns, room).flatMap((part) => [...beside([operations, ...part]), ""]),
  ];
}

type Column = readonly string[];

function padded(cells: readonly string[]): Column {
  const texts = cells.map(visible);
  const width = Math.max(...texts.map(({ length }) => length));
  return texts.map((text) => text.padEnd(width));
}

/** Columns in parts that fit, of one at least. */
function fitting(columns: readonly Column[], room: number): Column[][] {
  const parts: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    const width = GAP.length + (column[0] as string).length;
    if (parts.length === 0 || width > left) {
      parts.push([]);
      left = room;
    }
    parts.at(-1)?.push(column);
    left -= width;
  }
  return parts;
}

function beside(columns: readonly Column[]): string[] {
  const rows = (columns[0] ?? []).map((_, row) => columns.map((column) => column[row]).join(GAP));
  return rows.map((line) => `${INDENT}${line}`.trimEnd());
}
