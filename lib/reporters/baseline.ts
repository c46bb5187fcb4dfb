import { baselineText } from "../results/baseline.ts";
import { runOfEvents } from "../results/run-of-events.ts";
import type { RunEvent } from "../results/schema.ts";
import type { Reporter, Sink } from "./reporter.ts";

/** baseline.json: what a later run is compared with; a run.json as well, but small enough to check in. */
export class BaselineReporter implements Reporter {
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
    if (run) this.#sink.write(baselineText(run));
    await this.#sink.end();
  }
}
