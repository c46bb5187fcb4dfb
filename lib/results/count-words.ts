import { harmCounts } from "./harm-words.ts";
import { KINDS, type Kind, kindOf } from "./kind.ts";
import type { CaseResult } from "./schema.ts";

/** How many cases are of one kind, in words: `60 held`, `30 harmed (28 died, 3 lost)`. */
export interface Count {
  readonly kind: Kind;
  readonly count: number;
  readonly words: string;
}

/** In the order of the kinds. What did not happen is left out, but for `held`: a run without any shows that. */
export function countWords(results: readonly CaseResult[]): Count[] {
  return KINDS.map((kind) => {
    const cases = results.filter((one) => kindOf(one) === kind);
    return { kind, count: cases.length, words: `${cases.length} ${word(kind, cases)}` };
  }).filter(({ kind, count }) => count > 0 || kind === "held");
}

function word(kind: Kind, cases: readonly CaseResult[]): string {
  if (kind === "error") return cases.length === 1 ? "error" : "errors";
  if (kind === "skip") return "skipped";
  if (kind !== "harmed") return kind;
  return `harmed (${harmCounts(cases)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ")})`;
}
