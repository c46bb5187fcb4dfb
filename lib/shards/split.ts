import { createHash } from "node:crypto";
import type { PlannedCase } from "../results/schema.ts";
import type { Cost } from "./costs.ts";

/** A plan that is split: which case is whose. */
export interface Split {
  /** Shard (from 1) by case. */
  readonly shardOf: ReadonlyMap<string, number>;
  /** Tells this split from any other: of other cases, by other costs, into another number of parts. */
  readonly identity: string;
}

/**
 * Each case goes, the longest first, to the shard that has least to do: never more than a third above the best there is (Graham 1969).
 * Ties are broken by byte order, so that every machine comes to the same whatever its locale, and whatever order its plan has.
 */
export function split(plan: readonly PlannedCase[], cost: Cost, total: number): Split {
  const longest = plan
    .map((planned) => ({ id: planned.id, cost: cost(planned) }))
    .sort((a, b) => b.cost - a.cost || byBytes(a.id, b.id));
  const loads: number[] = Array.from({ length: total }, () => 0);
  const shardOf = new Map<string, number>();
  for (const one of longest) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] as number) + one.cost;
    shardOf.set(one.id, least + 1);
  }
  return { shardOf, identity: identityOf(shardOf, total) };
}

export function byBytes(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function identityOf(shardOf: ReadonlyMap<string, number>, total: number): string {
  const lines = [...shardOf].map(([id, shard]) => `${id} ${shard}/${total}`).sort(byBytes);
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
}
