import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MachineError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";
import { runOfEvents } from "../../results/run-of-events.ts";
import type { RunEvent } from "../../results/schema.ts";
import type { Reporter, Sink } from "../reporter.ts";
import { embed } from "./embedded-run.ts";

/** index.html: the page that `build.js` made, with the run's data in it. */
export class HtmlReporter implements Reporter {
  readonly #sink: Sink;
  readonly #template: string;
  readonly #events: RunEvent[] = [];

  constructor(sink: Sink, template: string = join(packageRoot, "dist/report.html")) {
    this.#sink = sink;
    this.#template = template;
  }

  on(event: RunEvent): void {
    this.#events.push(event);
  }

  async done(): Promise<void> {
    const run = runOfEvents(this.#events);
    if (run) this.#sink.write(embed(run, readTemplate(this.#template)));
    await this.#sink.end();
  }
}

function readTemplate(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new MachineError("NO_TEMPLATE", `${path} cannot be read: run \`npm run build\``, { cause: error });
  }
}
