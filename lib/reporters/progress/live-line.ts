import type { Sink } from "../reporter.ts";

const REFRESH = 200;
const CLEAR = "\r\x1b[2K"; // Erase in line (ECMA-48 8.3.41).

/** The last line of a terminal, rewritten in place; what is printed goes above it. */
export class LiveLine {
  readonly #sink: Sink;
  readonly #text: () => string;
  #timer: NodeJS.Timeout | null = null;

  constructor(sink: Sink, text: () => string) {
    this.#sink = sink;
    this.#text = text;
  }

  /** Draws the line anew now and then, for its clock; the timer keeps no program alive. */
  start(): void {
    this.#timer = setInterval(() => this.refresh(), REFRESH);
    this.#timer.unref();
    this.refresh();
  }

  refresh(): void {
    if (this.#timer) this.#sink.write(CLEAR + this.#text());
  }

  print(lines: readonly string[]): void {
    if (lines.length > 0) this.#sink.write(`${CLEAR}${lines.join("\n")}\n${this.#timer ? this.#text() : ""}`);
  }

  stop(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#sink.write(CLEAR);
  }
}
