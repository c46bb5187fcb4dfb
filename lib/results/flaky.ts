import type { CaseResult } from "./schema.ts";
import { isGood } from "./standing.ts";

/** Whether it came out well only after tries that did not. */
export function isFlaky({ verdict, attempts = [] }: Pick<CaseResult, "verdict" | "attempts">): boolean {
  return isGood({ verdict }) && attempts.length > 0;
}

/** Its earlier tries in words: `try 1: broken · exit 3 · lost 0 · PID 1 exits 0`. */
export function attemptLines({ attempts = [] }: Pick<CaseResult, "attempts">): string[] {
  return attempts.map(
    ({ verdict, outcome, reason }, index) =>
      `try ${index + 1}: ${[verdict, outcome, reason].filter(Boolean).join(" · ")}`,
  );
}
