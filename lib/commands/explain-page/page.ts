import { wrappedWords } from "../../reporters/progress/wrapped.ts";
import type { Meaning } from "./outcomes.ts";

const INDENT = "       "; // As man(1) has it.
const NARROWEST = 40;
const WIDEST = 100;

/** Lays a page out as man(1) does: a heading in capitals, its text below it and further in. */
export class Page {
  readonly #width: number;
  readonly #lines: string[] = [];

  /** @param columns of the terminal; undefined where it goes to none */
  constructor(columns: number | undefined) {
    this.#width = Math.min(WIDEST, Math.max(NARROWEST, columns ?? 80));
  }

  heading(text: string): void {
    if (this.#lines.length > 0) this.#lines.push("");
    this.#lines.push(text);
  }

  text(text: string): void {
    this.#add(text, "", "");
  }

  /** Numbered from 1. */
  steps(steps: readonly string[]): void {
    for (const [index, step] of steps.entries())
      this.#add(step, `${String(index + 1).padStart(2)}. `, "    ");
  }

  /** As it is, however wide. */
  verbatim(lines: readonly string[]): void {
    for (const line of lines) this.#lines.push(`${INDENT}${line}`.trimEnd());
  }

  meanings(meanings: readonly Meaning[]): void {
    for (const [word, text] of meanings) {
      this.#add(word, "", "");
      this.#add(text, "    ", "    ");
    }
  }

  toString(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  #add(text: string, first: string, further: string): void {
    const room = this.#width - INDENT.length - further.length;
    for (const [index, line] of wrappedWords(text, room).entries())
      this.#lines.push(`${INDENT}${index === 0 ? first : further}${line}`);
  }
}
