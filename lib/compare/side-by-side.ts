import { CaseLabels } from "../reporters/case-labels.ts";
import type { Paint } from "../reporters/colour.ts";
import { visible } from "../reporters/visible-text.ts";
import type { CaseResult } from "../results/schema.ts";
import { isGood } from "../results/standing.ts";
import { outcomeOrReason } from "./comparison-text.ts";

/** A run, and what stands above its column. */
export interface Column {
  readonly label: string;
  readonly cases: readonly CaseResult[];
}

const MOST_CELL = 120;
const GAP = 3;

/** Runs of the same claims in one table: a line a case, a column a run. What is as in the first column is `=`, what it does not have `—`. */
export function sideBySideLines(columns: readonly Column[], paint: Paint): string[] {
  const all = columns.flatMap(({ cases }) => cases);
  const labels = new CaseLabels(all);
  const found = columns.map(({ cases }) => new Map(cases.map((one) => [one.id, one])));
  const rows = [...new Map(all.map((one) => [one.id, one])).values()].map((one) => ({
    test: `${one.suite}/${one.test}`,
    label: `  ${labels.of([one])}`,
    cells: cellsOf(found.map((cases) => cases.get(one.id))),
  }));
  const heads = columns.map(({ label }) => visible(label));
  const widths = heads.map((head, index) =>
    Math.max(head.length, ...rows.map(({ cells }) => (cells[index] as string).length)),
  );
  const first = Math.max(0, ...rows.map(({ label }) => label.length));
  const line = (label: string, cells: readonly string[]) =>
    [label.padEnd(first), ...cells.map((cell, index) => cell.padEnd(widths[index] as number))]
      .join(" ".repeat(GAP))
      .trimEnd();
  const differing = rows.filter(({ cells }) => isDifferent(cells)).length;
  return [
    paint("bold", line("", heads)),
    ...rows.flatMap(({ test, label, cells }, index) => [
      ...(rows[index - 1]?.test === test ? [] : [visible(test)]),
      isDifferent(cells) ? paint("yellow", line(label, cells)) : line(label, cells),
    ]),
    "",
    `${rows.length} ${rows.length === 1 ? "case" : "cases"} side by side: ${differing} differ`,
  ];
}

function cellsOf(results: readonly (CaseResult | undefined)[]): string[] {
  const texts = results.map((result) => (result ? textOf(result) : "—"));
  return texts.map((text, index) => (index > 0 && text === texts[0] ? "=" : text));
}

function isDifferent([, ...others]: readonly string[]): boolean {
  return others.some((cell) => cell !== "=");
}

function textOf(result: CaseResult): string {
  const { verdict } = result;
  const text = visible(isGood(result) ? outcomeOrReason(result) : `${verdict}: ${outcomeOrReason(result)}`);
  return text.length > MOST_CELL ? `${text.slice(0, MOST_CELL - 1)}…` : text;
}
