import { visibleLines } from "../reporters/visible-text.ts";

/** Says something on stderr, a line or more, in which nothing is a control character or a command to a CI, whoever chose the text. */
export function say(text: string): void {
  process.stderr.write(`${visibleLines(text).join("\n")}\n`);
}
