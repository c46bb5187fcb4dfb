import { runOfEvents } from "../results/run-of-events.ts";
import type { RunEvent, RunFile } from "../results/schema.ts";
import type { Reporter, Sink } from "./reporter.ts";

/** For a format that can only be written once the run has ended: a function from the run to text. */
export class WholeRunReporter implements Reporter {
  readonly #sink: Sink;
  readonly #render: (run: RunFile) => string;
  readonly #events: RunEvent[] = [];

  constructor(sink: Sink, render: (run: RunFile) => string) {
    this.#sink = sink;
    this.#render = render;
  }

  on(event: RunEvent): void {
    this.#events.push(event);
  }

  async done(): Promise<void> {
    const run = runOfEvents(this.#events);
    if (run) this.#sink.write(this.#render(run));
    await this.#sink.end();
  }
}
