import { isSeq, parseDocument, stringify } from "yaml";
import { UsageError } from "../errors.ts";

/**
 * A file of expectations without some of its entries and with others at its end. Everything else stays byte by byte: comments, order, quotes.
 * @param removed by their place in the list
 * @throws UsageError `EXPECT_FLOW`
 */
export function editedExpectations(
  text: string,
  removed: ReadonlySet<number>,
  added: readonly object[],
): string {
  const list = parseDocument(text).contents;
  const items = isSeq(list) ? list.items : [];
  if (isSeq(list) && list.flow && items.length > 0)
    throw new UsageError(
      "EXPECT_FLOW",
      "The list is written in brackets: write each entry as a line that begins with `- `.",
    );
  const lines = text.split("\n");
  const dropped = new Set<number>();
  for (const index of removed) for (const line of linesOf(items[index], text)) dropped.add(line);
  // Brackets around nothing would stand before the entries that come.
  if (isSeq(list) && list.flow && added.length > 0) for (const line of linesOf(list, text)) dropped.add(line);
  const kept = lines.filter((_, line) => !dropped.has(line)).join("\n");
  const isEmptied = items.length > 0 && removed.size === items.length && added.length === 0;
  if (added.length === 0) return isEmptied ? `${ended(kept)}[]\n` : kept;
  return ended(kept) + stringify(added, { lineWidth: 0 });
}

function linesOf(node: unknown, text: string): number[] {
  const [start = 0, end = 0] = (node as { range?: [number, number, number] }).range ?? [];
  const first = lineAt(text, start);
  const last = lineAt(text, start + text.slice(start, end).trimEnd().length);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
