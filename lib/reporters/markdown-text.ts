import { visible } from "./visible-text.ts";

/** Text in a cell of a table of GitHub Flavored Markdown: one line, nothing in it is markup. */
export function cell(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>#|~!&@]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The same in a monospaced span, where only the fence and the cell's end matter. */
export function code(text: string): string {
  const plain = visible(text).replaceAll("|", "\\|").trim();
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const gap = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return plain === "" ? "" : `${fence}${gap}${plain}${gap}${fence}`;
}
