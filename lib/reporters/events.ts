import type { RunEvent } from "../results/schema.ts";
import { withoutCommands } from "./log-commands.ts";
import type { Reporter, Sink } from "./reporter.ts";

/** events.jsonl: JSON Lines (jsonlines.org), one event a line. JSON.stringify escapes newlines and lone surrogates. */
export class EventsReporter implements Reporter {
  readonly #sink: Sink;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  on(event: RunEvent): void {
    this.#sink.write(withoutCommands(`${JSON.stringify(event)}\n`));
  }

  async done(): Promise<void> {
    await this.#sink.end();
  }
}
