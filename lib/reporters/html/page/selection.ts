import { harmNames } from "../../../results/harm-words.ts";
import type { CaseResult } from "../../../results/schema.ts";
import { type Mark, markOf } from "./mark.ts";

/** The dimensions that have a switch: one value at a time, or all. */
export const SWITCHES = ["strategy", "filesystem", "image"] as const;
export type Switched = (typeof SWITCHES)[number];

/** Which cases are shown. */
export interface Filter {
  readonly text: string;
  /** No mark means every one; likewise with runtimes. */
  readonly marks: ReadonlySet<Mark>;
  readonly runtimes: ReadonlySet<string>;
  /** The empty one: cases to which nothing is done. Null: every case. */
  readonly fault: string | null;
  /** A dimension that is not in it is not narrowed. */
  readonly only: Readonly<Partial<Record<Switched, string>>>;
}

export const anyFilter: Filter = { text: "", marks: new Set(), runtimes: new Set(), fault: null, only: {} };

/** Every word has to be somewhere in the case's names, claim, outcome, harms or reason. */
export function matches(result: CaseResult, { text, marks, runtimes, fault, only }: Filter): boolean {
  if (marks.size > 0 && !marks.has(markOf(result))) return false;
  if (runtimes.size > 0 && !runtimes.has(result.runtime)) return false;
  if (fault !== null && fault !== (result.fault ?? "")) return false;
  if (SWITCHES.some((name) => only[name] !== undefined && only[name] !== result[name])) return false;
  if (text.trim() === "") return true;
  const { id, suite, test, runtime, strategy, filesystem, image, claim, outcome, reason } = result;
  const all = [
    id,
    `${suite}/${test}`,
    runtime,
    strategy,
    filesystem,
    image,
    claim,
    outcome,
    reason,
    ...harmNames(result),
  ];
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
