import type { Paint } from "../reporters/colour.ts";
import { wrapped } from "../reporters/progress/wrapped.ts";
import { visible } from "../reporters/visible-text.ts";
import { CHAIN_ARROW, chainWords } from "../results/chain-words.ts";
import type { CaseResult } from "../results/schema.ts";
import { CHANGES, type Change, type ComparedCase, type Comparison } from "./comparison.ts";

const WIDTH = 100;
const CHAIN_INDENT = 11;

export const changeSigns: Record<Change, { sign: string; style: "red" | "yellow" | "green" | "dim" }> = {
  worse: { sign: "✘", style: "red" },
  error: { sign: "‼", style: "red" },
  skipped: { sign: "○", style: "yellow" },
  different: { sign: "≠", style: "yellow" },
  gone: { sign: "−", style: "yellow" },
  new: { sign: "+", style: "yellow" },
  better: { sign: "✔", style: "green" },
  same: { sign: "=", style: "dim" },
};

/** For a terminal: what stands at the top may explain what follows, the worst first. What is the same is only counted. */
export function comparisonLines(comparison: Comparison, paint: Paint): string[] {
  const { before, after, facts, cautions, cases } = comparison;
  return [
    `${paint("bold", visible(before.label))} → ${paint("bold", visible(after.label))}`,
    ...facts.map(({ name, before: was, after: is }) => factLine(name, was, is, paint)),
    ...cautions.map((caution) => `  ${paint("yellow", "!")} ${caution}`),
    "",
    ...cases.filter(({ change }) => change !== "same").flatMap((one) => caseLines(one, paint)),
    countLine(comparison.counts),
  ];
}

function factLine(name: string, was: string, is: string, paint: Paint): string {
  const value = was === is ? paint("dim", visible(is)) : `${visible(was) || "—"} → ${visible(is) || "—"}`;
  return `  ${visible(name).padEnd(14)} ${value}`;
}

function caseLines({ name, change, why, before, after }: ComparedCase, paint: Paint): string[] {
  const { sign, style } = changeSigns[change];
  return [
    `${paint(style, sign)} ${paint("bold", visible(name))}  ${change}${why ? `: ${visible(why)}` : ""}`,
    ...(before ? sideLines("before", before, paint) : []),
    ...(after ? sideLines("after", after, paint) : []),
  ];
}

function sideLines(label: string, result: CaseResult, paint: Paint): string[] {
  const words = chainWords(result.observation?.evidence.chain ?? []).map(visible);
  const chain = wrapped(words, CHAIN_ARROW, WIDTH - CHAIN_INDENT);
  return [
    `    ${label.padEnd(7)}${result.verdict} · ${visible(outcomeOrReason(result))}`,
    ...chain.map((line) => " ".repeat(CHAIN_INDENT) + paint("cyan", line)),
  ];
}

/** What is to be said of a result in one line. */
export function outcomeOrReason({ outcome, reason, harms }: CaseResult): string {
  const harmNames = harms.map(({ harm }) => harm).join(", ");
  return [outcome, harmNames && `▲ ${harmNames}`, reason].filter(Boolean).join(" · ");
}

export function countLine(counts: Comparison["counts"]): string {
  return CHANGES.filter((change) => counts[change] > 0 || change === "worse")
    .map((change) => `${counts[change]} ${change}`)
    .join(", ");
}
