import { changeOf } from "../compare/change.ts";
import { type Cell, isBad } from "./cell.ts";
import type { Change } from "./schema.ts";

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

/** @param placed the oldest first */
export function stretchesOf(placed: readonly Placed[]): Stretch[] {
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

/** Bad, good, and bad again. */
export function isFlapping(seen: readonly Stretch[]): boolean {
  return badSpells(seen) > 1;
}

function badSpells(seen: readonly Stretch[]): number {
  return seen.filter((one, index) => one.isBad && !seen[index - 1]?.isBad).length;
}
