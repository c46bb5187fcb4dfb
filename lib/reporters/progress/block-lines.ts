import { CHAIN_ARROW, chainWords } from "../../results/chain-words.ts";
import { attemptLines, isFlaky } from "../../results/flaky.ts";
import { harmLines } from "../../results/harm-words.ts";
import type { CaseResult } from "../../results/schema.ts";
import { isGood, isTrouble } from "../../results/standing.ts";
import type { CaseLabels } from "../case-labels.ts";
import type { Paint } from "../colour.ts";
import { harmMark, signOf, worstOf } from "../verdict-signs.ts";
import { visible } from "../visible-text.ts";
import { troubleLines } from "./case-lines.ts";
import { type Entry, entriesOf, type Row } from "./entries.ts";
import { seconds } from "./seconds.ts";
import { wrapped, wrappedWords } from "./wrapped.ts";

export interface Page {
  readonly labels: CaseLabels;
  readonly paint: Paint;
  readonly width: number;
}

const NAME_WIDTH = 28;
const ROW_INDENT = 6;
const DETAIL_INDENT = 10;
const MOST_LABEL = 46;
const SLOW = 1_000;

/** A block of results as people read it: the test, then how it came out where, with the chain that explains it. */
export function blockLines(results: readonly CaseResult[], page: Page): string[] {
  return entriesOf(results).flatMap((entry) => entryLines(entry, page));
}

function entryLines(entry: Entry, page: Page): string[] {
  const { rows } = entry;
  const cases = rows.flatMap((row) => row.cases);
  const { sign, style } = signOf(worstOf(cases));
  const name = visible(entry.name);
  const head = `  ${page.paint(style, sign)} ${page.paint("bold", name)}`;
  const [only] = rows as [Row];
  const width = Math.max(...rows.map((row) => labelOf(row, page).length));
  const oneLine = 4 + Math.max(NAME_WIDTH, name.length + 3) + rowText(only, width, plainPage(page)).length;
  if (rows.length === 1 && oneLine <= page.width) {
    const gap = " ".repeat(Math.max(NAME_WIDTH - name.length, 3));
    return [head + gap + rowText(only, width, page), ...explanation(only, page)];
  }
  const widest = Math.max(...rows.map((row) => ROW_INDENT + rowText(row, width, plainPage(page)).length));
  const linesOf =
    width > MOST_LABEL || widest > page.width ? belowOutcome : (row: Row) => [rowText(row, width, page)];
  return [
    head,
    ...rows.flatMap((row) => [
      ...linesOf(row, page).map((line) => " ".repeat(ROW_INDENT) + line),
      ...explanation(row, page),
    ]),
  ];
}

// With many runtimes the cells that came out alike fill lines of their own, and so they do where the outcome is long.
function belowOutcome(row: Row, page: Page): string[] {
  const where = wrapped(labelOf(row, page).split("; "), "; ", page.width - DETAIL_INDENT);
  return [outcomeText(row, page), ...where.map((line) => " ".repeat(DETAIL_INDENT - ROW_INDENT) + line)];
}

function rowText(row: Row, labelWidth: number, page: Page): string {
  return `${labelOf(row, page).padEnd(labelWidth)}   ${outcomeText(row, page)}`;
}

function outcomeText(row: Row, page: Page): string {
  const [first] = row.cases as [CaseResult];
  const words = first.verdict === "skip" ? "skipped" : row.outcome || first.verdict;
  const { sign, style } = signOf(first);
  const isPlain = (isGood(first) || first.verdict === "skip") && !isFlaky(first);
  const tries = isFlaky(first)
    ? ` · flaky: ${first.verdict} at try ${(first.attempts?.length ?? 0) + 1}`
    : "";
  const harms = harmMark(first);
  const longest = Math.max(...row.cases.map(({ milliseconds }) => milliseconds));
  return [
    page.paint(style, `${isPlain ? "" : `${sign} `}${visible(words)}${tries}`),
    ...(harms ? [page.paint(harms.style, harms.words)] : []),
    ...(longest >= SLOW ? [page.paint("dim", seconds(longest))] : []),
  ].join("  ");
}

function explanation(row: Row, page: Page): string[] {
  const [first] = row.cases as [CaseResult];
  const room = page.width - DETAIL_INDENT;
  const chain = wrapped(chainWords(first.observation?.evidence.chain ?? []).map(visible), CHAIN_ARROW, room);
  const lines = [
    ...chain.map((line) => page.paint("cyan", line)),
    ...(first.verdict === "skip" ? wrappedWords(visible(first.reason ?? ""), room) : []),
    ...attemptLines(first).flatMap((line) => wrappedWords(visible(line), room)),
    ...(isGood(first) ? harmLines(first).flatMap((line) => wrappedWords(visible(line), room)) : []),
    ...(isTrouble(first) ? troubleLines(first, page.paint, room) : []),
  ];
  return lines.map((line) => " ".repeat(DETAIL_INDENT) + line);
}

function labelOf(row: Row, { labels }: Page): string {
  return labels.of(row.cases);
}

function plainPage(page: Page): Page {
  return { ...page, paint: (_style, text) => text };
}
