import type { CaseResult } from "../../results/schema.ts";
import { cell } from "../markdown-text.ts";
import { cut } from "../visible-text.ts";

const LONGEST_REASON = 300;

/** Why cases did not run, each reason once with how often, the most frequent first. */
export function skipLines(cases: readonly CaseResult[]): string[] {
  const reasons = new Map<string, number>();
  for (const { verdict, reason } of cases) {
    if (verdict !== "skip") continue;
    const text = reason ?? "no reason given";
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  return [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `- ${times}× ${cell(cut(reason, LONGEST_REASON))}`);
}
