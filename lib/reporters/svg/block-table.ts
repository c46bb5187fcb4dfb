import type { ScoreCell } from "../../results/score.ts";
import { hasRun } from "../score-folded.ts";
import { NOT_RUN, scoreSigns } from "../score-signs.ts";
import type { Block, Instead, PictureRow } from "./blocks.ts";
import type { Column, Layout } from "./columns.ts";
import { element, type Markup } from "./element.ts";
import { frameAt, isFrame, SIGN, signAt } from "./sign-shapes.ts";
import { fittingLines, textLines } from "./text-lines.ts";

/** Behind the name of a runtime that wires otherwise than its block says. */
export const INSTEAD_MARKS: Readonly<Record<Instead, string>> = { redirected: "*", relayed: "**" };

const GAP = 1;
const SIGNS = 3 * SIGN + 2 * GAP;
const [LINE, SMALL] = [14, 12.5];
const HEAD = 34;

/** A block's heading with the runtimes' names, its rows, and what was harmless. @returns the markup and where it ends */
export function blockAt(block: Block, layout: Layout, top: number): { parts: Markup[]; bottom: number } {
  const { columns, width } = layout;
  const parts = [
    element("text", { class: "heading", x: 6, y: top + HEAD - 10 }, block.title),
    ...columns.flatMap((column, index) => columnName(column, block.instead.get(index), top + HEAD - 10)),
    element("path", { class: "rule", d: `M0 ${top + HEAD} H${width}` }),
  ];
  let y = top + HEAD;
  for (const [index, row] of block.rows.entries()) {
    const drawn = rowAt(row, layout, y, index % 2 === 1);
    parts.push(...drawn.parts);
    y = drawn.bottom;
  }
  if (block.harmless.length > 0) {
    const text = `No harm where they ran: ${block.harmless.join("; ")}.`;
    const lines = fittingLines(text, 10.5, width - 12);
    parts.push(...textLines(lines, { x: 6, y: y + 16, step: SMALL + 1, type: "small" }));
    y += 8 + lines.length * (SMALL + 1);
  }
  return { parts, bottom: y };
}

// `podman+crun` over two lines.
function columnName({ name, middle }: Column, instead: Instead | undefined, y: number): Markup[] {
  const words = `${name}${instead ? INSTEAD_MARKS[instead] : ""}`.split(/(?=\+)/);
  return words.map((word, index) =>
    element("text", { class: "name", x: middle, y: y - (words.length - 1 - index) * 12 }, word),
  );
}

function rowAt(row: PictureRow, { columns, label, width }: Layout, y: number, isStriped: boolean) {
  const [first, ...others] = row.faults as [string, ...string[]];
  const lines = fittingLines(first, 11.5, label - 12);
  const small = others.length > 0 ? fittingLines(`also: ${others.join("; ")}`, 10.5, label - 12) : [];
  const height = 8 + lines.length * LINE + small.length * SMALL;
  const parts = [
    ...(isStriped ? [element("rect", { class: "stripe", x: 0, y, width, height })] : []),
    ...textLines(lines, { x: 6, y: y + 15, step: LINE, type: "label" }),
    ...textLines(small, { x: 6, y: y + 14 + lines.length * LINE, step: SMALL, type: "small" }),
    ...columns.flatMap(({ middle }, index) => cellAt(row.cells[index] ?? null, middle, y + height / 2)),
  ];
  return { parts, bottom: y + height };
}

function cellAt(cell: ScoreCell | null, x: number, y: number): Markup[] {
  if (!hasRun(cell)) return [signAt(NOT_RUN, x, y)];
  const signs = scoreSigns(cell);
  const left = x - SIGNS / 2;
  const frame = signs.find(({ words }) => isFrame(words));
  const shown = signs.filter((sign) => sign !== frame);
  return [
    ...shown.map((sign, index) => signAt(sign, left + SIGN / 2 + index * (SIGN + GAP), y)),
    ...(frame ? [frameAt(frame, left - 2.5, y - SIGN / 2 - 2.5, SIGNS + 5, SIGN + 5)] : []),
  ];
}
