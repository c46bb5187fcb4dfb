import { changeOf } from "../compare/change.ts";
import { type Cell, isBad } from "./cell.ts";
import type { CaseHistory, Change, Range, Trend } from "./schema.ts";
import { sentenceOf } from "./sentence.ts";

/** A case at a point that has a label. */
export interface Placed {
  readonly at: string;
  readonly cell: Cell;
}

/** Points that follow each other and say the same. */
export interface Stretch {
  readonly first: Placed;
  readonly last: Placed;
  readonly cells: readonly Cell[];
  readonly isBad: boolean;
  /** What led to it; null of the first that ran, and of what did not run. */
  readonly change: Change | null;
}

/** What became of a case from point to point. @param placed the oldest first; at least one */
export function caseHistory(placed: readonly Placed[]): Omit<CaseHistory, "cases"> {
  const stretches = stretchesOf(placed);
  const seen = stretches.filter(({ first }) => first.cell.ran !== null);
  const changes = seen.flatMap(({ change }) => change ?? []);
  const bad = seen.findIndex((one) => one.isBad);
  return {
    trend: trendOf(seen, changes),
    sentence: sentenceOf(stretches),
    firstBad: bad < 0 ? null : { at: (seen[bad] as Stretch).first.at, orEarlier: bad === 0 },
    firstGood: bad < 0 ? null : (seen.slice(bad).find((one) => !one.isBad)?.first.at ?? null),
    changes,
    ranges: stretches.map(rangeOf),
  };
}

function stretchesOf(placed: readonly Placed[]): Stretch[] {
  const stretches: Stretch[] = [];
  let before: Placed | null = null;
  for (const one of placed) {
    const current = stretches.at(-1);
    const change = before && one.cell.ran ? changeBetween(before, one) : null;
    if (current && isAlike(current.last.cell, one.cell) && change === null)
      stretches[stretches.length - 1] = { ...current, last: one, cells: [...current.cells, one.cell] };
    else stretches.push({ first: one, last: one, cells: [one.cell], isBad: isBad(one.cell), change });
    if (one.cell.ran) before = one;
  }
  return stretches;
}

function isAlike(one: Cell, other: Cell): boolean {
  return one.state === other.state && (one.ran !== null || one.reason === other.reason);
}

function changeBetween(before: Placed, after: Placed): Change | null {
  if (!before.cell.ran || !after.cell.ran) return null;
  const { change, why } = changeOf(before.cell.ran, after.cell.ran);
  if (change !== "worse" && change !== "better" && change !== "different") return null;
  return { change, after: before.at, at: after.at, why };
}

function trendOf(seen: readonly Stretch[], changes: readonly Change[]): Trend {
  if (seen.length === 0) return "unseen";
  if (isFlapping(seen)) return "flapping";
  const last = changes.findLast(({ change }) => change !== "different");
  if (last) return last.change;
  if (changes.length > 0) return "different";
  if (seen.some(({ first }) => first.cell.state === "flaky")) return "flaky";
  return seen[0]?.isBad ? "always-bad" : "always-good";
}

/** Bad, good, and bad again. */
export function isFlapping(seen: readonly Stretch[]): boolean {
  return badSpells(seen) > 1;
}

function badSpells(seen: readonly Stretch[]): number {
  return seen.filter((one, index) => one.isBad && !seen[index - 1]?.isBad).length;
}

function rangeOf({ first, last, cells }: Stretch): Range {
  const { state, words, outcome, harms, reason } = first.cell;
  const sum = (key: "of" | "times") => cells.reduce((total, cell) => total + cell[key], 0);
  return {
    ...{ from: first.at, to: last.at, points: cells.length },
    ...{ state, words, outcome, harms: [...harms], reason },
    ...{ of: sum("of"), times: sum("times") },
  };
}
