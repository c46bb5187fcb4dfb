import type { PlannedCase, RunEvent, RunHead, RunTail } from "../../results/schema.ts";
import { paintFor } from "../colour.ts";
import type { Reporter, Sink } from "../reporter.ts";
import type { Page } from "./block-lines.ts";
import { LiveView } from "./live-view.ts";
import { PlainView } from "./plain-view.ts";
import { RunState } from "./state.ts";
import { headLines, summaryLines } from "./summary.ts";
import type { View } from "./view.ts";

const MOST_COLUMNS = 100;

/** For people: on a terminal tests in blocks above a live line, elsewhere a line a case. */
export class ProgressReporter implements Reporter {
  readonly #sink: Sink;
  readonly #environment: NodeJS.ProcessEnv;
  #run: { state: RunState; page: Page; view: View } | null = null;

  constructor(sink: Sink, environment: NodeJS.ProcessEnv = process.env) {
    this.#sink = sink;
    this.#environment = environment;
  }

  on(event: RunEvent): void {
    if (event.type === "run-start") this.#start(event.head, event.cases);
    else if (event.type === "case-start") {
      this.#run?.state.started(event.id);
      this.#run?.view.started();
    } else if (event.type === "case-end") {
      this.#run?.state.ended(event.result);
      this.#run?.view.ended(event.result);
    } else this.#end(event.tail);
  }

  async done(): Promise<void> {
    this.#run?.view.stop();
    await this.#sink.end();
  }

  #start(head: RunHead, plan: PlannedCase[]): void {
    const isTTY = this.#sink.isTTY === true;
    const width = isTTY ? Math.min(this.#sink.columns ?? MOST_COLUMNS, MOST_COLUMNS) : MOST_COLUMNS;
    const state = new RunState(head, plan);
    const page = { labels: state.labels, paint: paintFor(isTTY, this.#environment), width };
    const isLive = isTTY && !isContinuousIntegration(this.#environment) && this.#environment.TERM !== "dumb";
    const view = isLive ? new LiveView(this.#sink, state, page, plan) : new PlainView(this.#sink, page, plan);
    this.#run = { state, page, view };
    view.print(headLines(head, plan.length, page.paint));
  }

  #end(tail: RunTail): void {
    if (!this.#run) return;
    const { state, page, view } = this.#run;
    view.stop();
    view.print(summaryLines(state.inOrder(), state.plan.size, tail, page));
  }
}

function isContinuousIntegration({ CI }: NodeJS.ProcessEnv): boolean {
  return CI !== undefined && CI !== "" && CI !== "0" && CI !== "false";
}
