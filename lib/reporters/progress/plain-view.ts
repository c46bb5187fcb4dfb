import { CHAIN_ARROW, chainWords } from "../../results/chain-words.ts";
import { harmLines } from "../../results/harm-words.ts";
import type { CaseResult, PlannedCase } from "../../results/schema.ts";
import { isGood, isTrouble } from "../../results/standing.ts";
import type { Sink } from "../reporter.ts";
import { harmMark, signOf } from "../verdict-signs.ts";
import { visible } from "../visible-text.ts";
import type { Page } from "./block-lines.ts";
import { troubleLines } from "./case-lines.ts";
import { seconds } from "./seconds.ts";
import type { View } from "./view.ts";
import { wrapped, wrappedWords } from "./wrapped.ts";

const DETAIL_INDENT = 6;
const WIDEST_NAME = 36;
const WIDEST_LABEL = 40;

/** In a file, a pipe or a CI log: a line a case as it ends, so that nothing is lost when the job is killed. */
export class PlainView implements View {
  readonly #sink: Sink;
  readonly #page: Page;
  readonly #nameWidth: number;
  readonly #labelWidth: number;

  constructor(sink: Sink, page: Page, plan: readonly PlannedCase[]) {
    this.#sink = sink;
    this.#page = page;
    this.#nameWidth = widest(plan.map(nameOf), WIDEST_NAME);
    this.#labelWidth = widest(
      plan.map((one) => page.labels.of([one])),
      WIDEST_LABEL,
    );
  }

  started(): void {}

  stop(): void {}

  ended(result: CaseResult): void {
    if (result.verdict === "skip") return; // The summary has each reason once.
    this.print([
      this.#caseLine(result),
      ...this.#explanation(result).map((line) => " ".repeat(DETAIL_INDENT) + line),
    ]);
  }

  print(lines: readonly string[]): void {
    this.#sink.write(lines.map((line) => `${line}\n`).join(""));
  }

  #caseLine(result: CaseResult): string {
    const { paint, labels } = this.#page;
    const { sign, style } = signOf(result);
    const harms = harmMark(result);
    const cost = harms ? `  ${paint(harms.style, harms.words)}` : "";
    const name = nameOf(result).padEnd(this.#nameWidth);
    const label = labels.of([result]).padEnd(this.#labelWidth);
    const time = paint("dim", `  ${seconds(result.milliseconds)}`);
    return `${paint(style, sign)} ${name}  ${label}  ${visible(result.outcome ?? result.verdict)}${cost}${time}`;
  }

  #explanation(result: CaseResult): string[] {
    const { paint, width } = this.#page;
    const chain = chainWords(result.observation?.evidence.chain ?? []).map(visible);
    const room = width - DETAIL_INDENT;
    return [
      ...wrapped(chain, CHAIN_ARROW, room).map((line) => paint("cyan", line)),
      ...(isGood(result) ? harmLines(result).flatMap((line) => wrappedWords(visible(line), room)) : []),
      ...(isTrouble(result) ? troubleLines(result, paint, room) : []),
    ];
  }
}

function nameOf({ suite, test }: PlannedCase): string {
  return visible(`${suite}/${test}`);
}

function widest(texts: readonly string[], most: number): number {
  return Math.min(Math.max(0, ...texts.map(({ length }) => length)), most);
}
