import { KINDS } from "../../results/kind.ts";
import type { CaseResult, PlannedCase } from "../../results/schema.ts";
import { countKinds } from "../../results/troubles.ts";
import type { Sink } from "../reporter.ts";
import { kindSigns } from "../verdict-signs.ts";
import { visible } from "../visible-text.ts";
import { blockLines, type Page } from "./block-lines.ts";
import { BlockQueue } from "./blocks.ts";
import { LiveLine } from "./live-line.ts";
import { seconds } from "./seconds.ts";
import type { RunState } from "./state.ts";
import type { View } from "./view.ts";

/** On a terminal: tests in blocks in the order of the plan, above a line with counts and the slowest case. */
export class LiveView implements View {
  readonly #state: RunState;
  readonly #page: Page;
  readonly #line: LiveLine;
  readonly #queue: BlockQueue;
  readonly #sink: Sink;
  #suite = "";
  #isLive = false;

  constructor(sink: Sink, state: RunState, page: Page, plan: readonly PlannedCase[]) {
    this.#sink = sink;
    this.#state = state;
    this.#page = page;
    this.#queue = new BlockQueue(plan);
    this.#line = new LiveLine(sink, () => this.#lineText());
  }

  started(): void {
    if (this.#isLive) this.#line.refresh();
    else this.#line.start();
    this.#isLive = true;
  }

  ended(result: CaseResult): void {
    const ready = this.#queue.add(result);
    if (ready.length > 0) this.print(ready.flatMap((results) => this.#block(results)));
    else this.#line.refresh();
  }

  stop(): void {
    this.print(this.#queue.rest().flatMap((results) => this.#block(results)));
    this.#line.stop();
  }

  print(lines: readonly string[]): void {
    this.#line.print(lines);
  }

  // The summary has what was skipped, each reason once.
  #block(all: readonly CaseResult[]): string[] {
    const results = all.filter(({ verdict }) => verdict !== "skip");
    if (results.length === 0) return [];
    const suite = results[0]?.suite ?? "";
    const isNew = suite !== this.#suite;
    this.#suite = suite;
    return [...(isNew ? this.#suiteLines(suite) : []), ...blockLines(results, this.#page)];
  }

  #suiteLines(suite: string): string[] {
    const title = this.#state.head.suites?.[suite];
    return ["", this.#page.paint("bold", visible(suite)) + (title ? ` — ${visible(title)}` : "")];
  }

  #lineText(): string {
    const { results, plan } = this.#state;
    const counts = countKinds(results);
    const signs = KINDS.filter((kind) => counts[kind] > 0);
    const head = `${results.length}/${plan.size}`;
    const room =
      this.#columns() - 1 - head.length - signs.reduce((sum, one) => sum + 4 + String(counts[one]).length, 0);
    const shown = signs.map(
      (one) => `  ${this.#page.paint(kindSigns[one].style, `${kindSigns[one].sign} ${counts[one]}`)}`,
    );
    return (
      this.#page.paint("bold", head) + shown.join("") + this.#page.paint("dim", cut(this.#slowest(), room))
    );
  }

  #slowest(): string {
    const slowest = this.#state.slowest();
    if (!slowest) return "";
    const { suite, test } = slowest.planned;
    const name = `${visible(`${suite}/${test}`)} ${this.#page.labels.of([slowest.planned])}`;
    return `  ${seconds(slowest.milliseconds)} ${name}`;
  }

  // A line that wraps could not be rewritten in place; the terminal may have become narrower.
  #columns(): number {
    return this.#sink.columns ?? this.#page.width;
  }
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(room - 1, 0))}…`;
}
