import type { CaseResult } from "../../results/schema.ts";
import { verdictSigns } from "../verdict-signs.ts";
import { visible } from "../visible-text.ts";
import type { Page } from "./block-lines.ts";
import { grouped } from "./grouped.ts";
import { wrappedWords } from "./wrapped.ts";

const INDENT = 6;

/** What did not run, each reason once: dozens of cases may lack the same thing. */
export function skippedLines(results: readonly CaseResult[], { paint, width }: Page): string[] {
  const skipped = results.filter(({ verdict }) => verdict === "skip");
  const lines = [...grouped(skipped, ({ reason }) => reason ?? "no reason given")].flatMap(
    ([reason, cases]) => [
      `  ${paint(verdictSigns.skip.style, verdictSigns.skip.sign)} ${whereText(cases)}`,
      ...wrappedWords(visible(reason), width - INDENT).map((line) => " ".repeat(INDENT) + line),
    ],
  );
  return lines.length > 0 ? [paint("bold", "Skipped"), ...lines, ""] : [];
}

function whereText(cases: readonly CaseResult[]): string {
  const names = (of: (one: CaseResult) => string) => [...new Set(cases.map(of))].map(visible).join(", ");
  const count = `${cases.length} case${cases.length === 1 ? "" : "s"}`;
  return `${names(({ suite }) => suite)} on ${names(({ filesystem }) => filesystem)}: ${count}`;
}
