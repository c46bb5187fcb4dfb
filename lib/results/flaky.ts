import type { CaseResult } from "./schema.ts";

/** It passed, but not at once. */
export function isFlaky({ verdict, attempts = [] }: Pick<CaseResult, "verdict" | "attempts">): boolean {
  return verdict === "pass" && attempts.length > 0;
}
