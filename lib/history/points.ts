import type { CaseResult } from "../results/schema.ts";
import type { Axis } from "./axis.ts";
import type { Member } from "./comparable.ts";
import type { Point } from "./schema.ts";
import { shortVersion } from "./version-order.ts";

/** A point with all cases of all of its runs. */
export interface Gathered extends Point {
  readonly cases: ReadonlyMap<string, readonly CaseResult[]>;
  /** How many loops stand behind each result. */
  readonly weight: number;
}

/** What makes two cases of one runtime the same one. */
export function keyOf({ suite, test, strategy, filesystem, image }: CaseResult): string {
  return JSON.stringify([suite, test, strategy, filesystem, image]);
}

/** The values of the axis, the oldest first; of those that have no order, the one that was measured first. */
export function gathered(members: readonly Member[], axis: Axis): Gathered[] {
  const values = new Map<string, Member[]>();
  for (const member of members) {
    const value = axis.of(member.run.head, member.runtime);
    values.set(value, [...(values.get(value) ?? []), member]);
  }
  const ordered = [...values].sort(
    ([a, [first]], [b, [second]]) => axis.compare(a, b) || startOf(first) - startOf(second),
  );
  const labels = labelsOf(ordered.map(([value]) => value));
  return ordered.map(([value, these], index) => pointOf(labels[index] as string, value, these));
}

function pointOf(label: string, value: string, members: readonly Member[]): Gathered {
  const cases = new Map<string, CaseResult[]>();
  for (const one of members.flatMap((member) => member.cases)) {
    const known = cases.get(keyOf(one));
    if (known) known.push(one);
    else cases.set(keyOf(one), [one]);
  }
  const weight = Math.min(...members.map(({ run }) => run.head.loops?.times ?? 1));
  const ran = [...cases.values()]
    .map((results) => results.filter(({ verdict }) => verdict !== "skip").length * weight)
    .filter((times) => times > 0);
  return {
    ...{ label, value },
    runs: members.map(({ path, run }) => ({ path, started: run.head.started })),
    repetitions: ran.length > 0 ? { least: Math.min(...ran), most: Math.max(...ran) } : { least: 0, most: 0 },
    ...{ cases, weight },
  };
}

function startOf(member: Member | undefined): number {
  return Date.parse(member?.run.head.started ?? "") || 0;
}

/** Without the commit, as long as no two are alike then. */
function labelsOf(values: readonly string[]): string[] {
  const short = values.map(shortVersion);
  return values.map((value, index) => {
    const isAlone = short.filter((one) => one === short[index]).length === 1;
    return isAlone ? (short[index] as string) : value.replace(/(commit[: ][0-9a-f]{9})[0-9a-f]+/, "$1");
  });
}
