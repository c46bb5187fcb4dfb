import type { ProcessLedger } from "./process-ledger.ts";
import { lostEvents, mayGoOn, parseTraceLine } from "./trace-line.ts";

/** Cuts what a trace_pipe says into lines, and puts those together again that the name of a process has cut. */
export class TraceLines {
  readonly #processes: ProcessLedger;
  #partial = "";
  /** Lines that are no event as they stand, and may be one with what follows. */
  #begun: string | null = null;

  constructor(processes: ProcessLedger) {
    this.#processes = processes;
  }

  // By hand, since node:readline costs as much as all else that is done with a line.
  feed(chunk: string): void {
    const lines = (this.#partial + chunk).split("\n");
    this.#partial = lines.pop() as string;
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const whole = this.#begun === null ? line : `${this.#begun}\n${line}`;
    const wasBegun = this.#begun !== null;
    this.#begun = null;
    const lost = lostEvents(line);
    if (lost !== null) {
      this.#processes.lost(lost);
      return;
    }
    const event = parseTraceLine(whole) ?? (wasBegun ? parseTraceLine(line) : null);
    if (event) this.#processes.add(event);
    else if (mayGoOn(line)) this.#begun = line;
    else if (mayGoOn(whole)) this.#begun = whole;
  }
}
