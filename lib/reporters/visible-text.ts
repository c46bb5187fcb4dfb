import { withoutCommands } from "./log-commands.ts";

/**
 * Text that a container, a runtime or a file name may have chosen, made safe to show on a terminal and in TAP, XML and
 * HTML and in the log of a CI: what would move the cursor, change colours, reorder the line (bidi controls, CVE-2021-42574), hide, or be illegal
 * in XML is shown as an escape instead. That is Unicode's categories Cc, Cf, Cs (which a whole surrogate pair is not in), Zl and
 * Zp, and the noncharacters; and what a CI would take for a command (log-commands.ts).
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };

/** Characters that are shown of one text: a container may write a line of 10 MB. */
const MOST = 10_000;

/** On one line. */
export function visible(text: string): string {
  return escaped(cut(text, MOST));
}

/** As lines, the last of which is not empty; tabs become spaces. */
export function visibleLines(text: string): string[] {
  return cut(text, MOST)
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map((line) => escaped(line.replaceAll("\t", "    ")));
}

/** At most `most` characters of a text, and how many there were beyond them. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const isPairBroken = /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  const end = isPairBroken ? most - 1 : most;
  return `${text.slice(0, end)}… ${text.length - end} more characters`;
}

function escaped(text: string): string {
  return withoutCommands(text.replace(INVISIBLE, escapeOf));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) as number;
  return SHORT[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
