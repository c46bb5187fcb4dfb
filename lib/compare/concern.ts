import { isFlaky } from "../results/flaky.ts";
import type { CaseResult } from "../results/schema.ts";
import { isHarmed, isTrouble } from "../results/standing.ts";
import type { CaseChange, CaseChanges } from "./case-changes.ts";
import { isConcerning } from "./concerning.ts";
import type { Excuses } from "./excuse.ts";

/** What a gate lets pass all the same, and counts. */
export interface Allowances {
  /** Cases that did not run in the baseline, and are broken or harmed now. */
  readonly new: boolean;
  /** Cases that ran in the baseline, and are not in the run. */
  readonly gone: boolean;
  /** Cases that ran in the baseline, and are skipped now. */
  readonly skipped: boolean;
}

/** A case that does not pass, before allowances and expectations have been looked at. */
export interface Concern {
  readonly result: CaseResult;
  readonly why: string;
  readonly allowance: keyof Allowances | null;
  readonly isExpected: boolean;
}

/** What of one change against a baseline does not pass. */
export function concernsOf(
  change: CaseChange,
  ofCase: CaseChanges,
  excuses: Excuses,
  allowFlaky: boolean,
): Concern[] {
  const { before, after, respect } = change;
  const isUntold = change.change === "new" && after !== null && isFlaky(after) && !allowFlaky;
  const isExpected = !isUntold && excuses.isExpected(change, ofCase);
  const why = change.why ?? change.change;
  const concern = (result: CaseResult | null, allowance: Concern["allowance"] = null): Concern[] =>
    result ? [{ result, why, allowance, isExpected }] : [];
  switch (change.change) {
    case "worse":
      return allowFlaky && respect === "flaky" ? [] : concern(after);
    case "error":
      return concern(after);
    case "skipped":
      return concern(after, "skipped");
    case "gone":
      return before && before.verdict !== "skip" ? concern(before, "gone") : [];
    case "new":
      return after && isConcerning(after) && !(allowFlaky && isOnlyFlaky(after))
        ? [{ result: after, why: newWhy(after, why), allowance: "new", isExpected }]
        : [];
    default:
      return [];
  }
}

function isOnlyFlaky(result: CaseResult): boolean {
  return isFlaky(result) && !isHarmed(result);
}

function newWhy(after: CaseResult, why: string): string {
  const harms = after.harms.map(({ harm }) => harm).join(", ");
  const cost = isHarmed(after) ? `harmed (${harms})` : "flaky";
  return `${isTrouble(after) ? after.verdict : cost}, and ${why}`;
}

/** What does not pass of a case that is held against nothing. */
export function concernsAlone(result: CaseResult, excuses: Excuses, allowFlaky: boolean): Concern[] {
  if (isFlaky(result))
    return allowFlaky ? [] : [{ result, why: flakyWhy(result), allowance: null, isExpected: false }];
  const why = result.reason ?? result.verdict;
  return isTrouble(result) ? [{ result, why, allowance: null, isExpected: excuses.isMetBy(result) }] : [];
}

function flakyWhy({ attempts = [] }: CaseResult): string {
  return `flaky: it came out well at try ${attempts.length + 1}`;
}
