import type { CaseResult } from "../../../results/schema.ts";
import { type Column, columnsOf } from "./columns.ts";

/** A claim of which no case ran. */
export interface SkippedClaim {
  readonly test: string;
  readonly claim: string;
  /** Each once, in the order of the plan. */
  readonly reasons: readonly string[];
  /** The first of its cases, which the line leads to. */
  readonly first: string;
}

/** A suite's cases without the claims of which nothing ran, the columns in which one of the rest ran, and those claims, a line each. */
export function unrunOf(results: readonly CaseResult[]): {
  ran: readonly CaseResult[];
  columns: readonly Column[];
  skipped: readonly SkippedClaim[];
} {
  const isRun = ({ verdict }: CaseResult) => verdict !== "skip";
  const tests = new Set(results.filter(isRun).map(({ test }) => test));
  const ran = results.filter(({ test }) => tests.has(test));
  const unrun = results.filter(({ test }) => !tests.has(test));
  const skipped = [...new Set(unrun.map(({ test }) => test))].map((test) => {
    const cases = unrun.filter((one) => one.test === test) as [CaseResult, ...CaseResult[]];
    const reasons = [...new Set(cases.flatMap(({ reason }) => reason ?? []))];
    return { test, claim: cases[0].claim, reasons, first: cases[0].id };
  });
  return { ran, columns: columnsOf(results.filter(isRun)), skipped };
}
