import type { RunFile, RunHead } from "../../results/schema.ts";
import { legendOf, NOT_RUN } from "../score-signs.ts";
import { visible } from "../visible-text.ts";
import { blockAt, INSTEAD_MARKS } from "./block-table.ts";
import { type Block, blocksOf, type Instead } from "./blocks.ts";
import { layoutOf } from "./columns.ts";
import { description } from "./description.ts";
import { element, type Markup } from "./element.ts";
import { legendAt } from "./legend.ts";
import { STYLE } from "./picture-style.ts";
import { signShapes } from "./sign-shapes.ts";
import { fittingLines, textLines } from "./text-lines.ts";

const TITLE = "What each fault does to PID 1, to its bytes and to its status";
const NOTHING = "No case of this run had a fault.";
const INSTEAD: Readonly<Record<Instead, string>> = {
  redirected: "This runtime gives PID 1 no log file as fd 1; the program redirected its own output to one.",
  relayed: "This runtime keeps the log file to itself: fd 1 is a pipe to it, and it copies.",
};

/**
 * The score as an SVG picture for a page, on light and on dark: faults down in two blocks by the wiring of fds 1 and 2, runtimes across, three signs a
 * cell. Faults with the same results share a row, and those without any harm a line.
 */
export function scorePicture({ head, cases }: RunFile): string {
  const { columns, blocks } = blocksOf(cases);
  const names = columns.map(visible);
  const layout = layoutOf(names);
  const legend = withNotRun(legendOf({ rows: blocks.flatMap(({ rows }) => rows) }), blocks);
  const legendMarkup = legendAt(legend, 6, 44, layout.width - 12);
  const parts: Markup[] = [element("text", { class: "title", x: 6, y: 20 }, TITLE), ...legendMarkup.parts];
  let y = legendMarkup.bottom + 8;
  for (const block of blocks) {
    const drawn = blockAt(block, layout, y);
    parts.push(...drawn.parts);
    y = drawn.bottom + 8;
  }
  const notes = [
    ...(blocks.length === 0 ? [NOTHING] : []),
    ...insteadNotes(blocks).map(([instead, sentence]) => `${INSTEAD_MARKS[instead]} ${sentence}`),
    measuredOn(head, columns),
  ].flatMap((note) => fittingLines(note, 10.5, layout.width - 12));
  parts.push(...textLines(notes, { x: 6, y: y + 12, step: 14, type: "small" }));
  const height = Math.ceil(y + 12 + notes.length * 14);
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${layout.width} ${height}`,
      width: layout.width,
      height,
      role: "img",
      "aria-labelledby": "title desc",
    },
    element("title", { id: "title" }, TITLE),
    element("desc", { id: "desc" }, blocks.length === 0 ? NOTHING : description(names, blocks)),
    element("style", {}, STYLE),
    signShapes(new Set([...legend.parts.flatMap(({ harms }) => harms), ...legend.common])),
    ...parts,
  ).xml;
}

function insteadNotes(blocks: readonly Block[]): [Instead, string][] {
  const there = new Set(blocks.flatMap(({ instead }) => [...instead.values()]));
  return (Object.entries(INSTEAD) as [Instead, string][]).filter(([instead]) => there.has(instead));
}

function withNotRun(legend: ReturnType<typeof legendOf>, blocks: readonly Block[]) {
  const isAbsent = blocks.some(({ rows }) => rows.some(({ cells }) => cells.includes(null)));
  if (!isAbsent || legend.common.includes(NOT_RUN)) return legend;
  return { ...legend, common: [...legend.common, NOT_RUN] };
}

function measuredOn({ suite, machine, runtimes }: RunHead, columns: readonly string[]): string {
  const versions = columns.flatMap((name) => {
    const version = runtimes[name];
    return version === undefined ? [] : [`${name} ${version.split(" ")[0]}`];
  });
  const where = [`Linux ${machine.kernel} ${machine.architecture}`, machine.libc].filter(Boolean).join(", ");
  return visible(`Measured by fd012 ${suite} on ${where}: ${versions.join(", ")}.`);
}
