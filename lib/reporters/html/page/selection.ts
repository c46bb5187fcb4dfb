import { isFlaky } from "../../../results/flaky.ts";
import type { CaseResult, Verdict } from "../../../results/schema.ts";

/** What a case is called in the page: its verdict, or that it passed only in the end. */
export type Mark = Verdict | "flaky";

export const MARKS: readonly Mark[] = ["pass", "flaky", "fail", "error", "skip"];

/** The dimensions that have a switch: one value at a time, or all. */
export const SWITCHES = ["strategy", "filesystem", "image"] as const;
export type Switched = (typeof SWITCHES)[number];

/** Which cases are shown. */
export interface Filter {
  readonly text: string;
  /** No mark means every one; likewise with runtimes. */
  readonly marks: ReadonlySet<Mark>;
  readonly runtimes: ReadonlySet<string>;
  /** A dimension that is not in it is not narrowed. */
  readonly only: Readonly<Partial<Record<Switched, string>>>;
}

export const anyFilter: Filter = { text: "", marks: new Set(), runtimes: new Set(), only: {} };

export function markOf(result: CaseResult): Mark {
  return isFlaky(result) ? "flaky" : result.verdict;
}

/** Every word has to be somewhere in the case's names, claim, outcome or reason. */
export function matches(result: CaseResult, { text, marks, runtimes, only }: Filter): boolean {
  if (marks.size > 0 && !marks.has(markOf(result))) return false;
  if (runtimes.size > 0 && !runtimes.has(result.runtime)) return false;
  if (SWITCHES.some((name) => only[name] !== undefined && only[name] !== result[name])) return false;
  if (text.trim() === "") return true;
  const { id, suite, test, runtime, strategy, filesystem, image, claim, outcome, reason } = result;
  const all = [id, `${suite}/${test}`, runtime, strategy, filesystem, image, claim, outcome, reason];
  const where = all.join(" ").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** The set with the value in it, or without it where it was there. */
export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const changed = new Set(set);
  if (!changed.delete(value)) changed.add(value);
  return changed;
}
