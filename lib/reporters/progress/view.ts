import type { CaseResult } from "../../results/schema.ts";

/** How the middle of a run is shown; its head and summary are the same everywhere. */
export interface View {
  started(): void;
  ended(result: CaseResult): void;
  /** Prints what was held back. */
  stop(): void;
  print(lines: readonly string[]): void;
}
