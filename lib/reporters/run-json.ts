import { runOfEvents } from "../results/run-of-events.ts";
import type { RunEvent } from "../results/schema.ts";
import type { Reporter, Sink } from "./reporter.ts";

/** run.json: the run as one document, once it has ended. */
export class RunJsonReporter implements Reporter {
  readonly #sink: Sink;
  readonly #events: RunEvent[] = [];

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  on(event: RunEvent): void {
    this.#events.push(event);
  }

  async done(): Promise<void> {
    const run = runOfEvents(this.#events);
    if (run) this.#sink.write(`${JSON.stringify(run, null, 1)}\n`);
    await this.#sink.end();
  }
}
