import { visible } from "../visible-text.ts";

/**
 * Text for a description or a directive's reason: one line, with `\` and `#` escaped (TAP 14, "Escaping").
 * A `{` at the end is written as an escape too, because tap-parser takes it for the start of a subtest.
 */
export function tapText(text: string): string {
  return visible(text).trim().replace(/\{$/, "\\x7b").replace(/[\\#]/g, "\\$&");
}
