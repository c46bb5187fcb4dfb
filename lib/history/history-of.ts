import { UsageError } from "../errors.ts";
import type { Axis } from "./axis.ts";
import { axes } from "./axis.ts";
import { cautionsOf } from "./cautions.ts";
import { claimHistories } from "./claim-histories.ts";
import { comparableParts, type Part } from "./comparable.ts";
import type { Labelled } from "./labelled.ts";
import { type Gathered, gathered } from "./points.ts";
import { type AxisName, type Group, HISTORY_VERSION, type History, TRENDS } from "./schema.ts";

/**
 * What became of every case from one version to the next, or along another axis. Only runs that are alike in all else are compared.
 * @param only the one runtime that is wanted; null for all
 * @throws UsageError `HISTORY` where there is nothing to compare
 */
export function historyOf(runs: readonly Labelled[], by: AxisName, only: string | null): History {
  const axis = axes.find(({ name }) => name === by) as Axis;
  const parts = comparableParts(runs, axis, only);
  const sets = parts.map((part) => ({ part, points: gathered(part.members, axis) }));
  const told = sets.filter(({ points }) => points.length > 1);
  if (told.length === 0) throw nothingToCompare(runs, axis, parts);
  return {
    schema: HISTORY_VERSION,
    by,
    cautions: cautionsOf(parts, runs, axis),
    groups: told.map(({ part, points }) => groupOf(part, points)),
  };
}

/** The same without a judgement of whether there is anything to compare: also of what was measured but once. */
export function groupsOf(runs: readonly Labelled[], by: AxisName): Group[] {
  const axis = axes.find(({ name }) => name === by) as Axis;
  return comparableParts(runs, axis, null).map((part) => groupOf(part, gathered(part.members, axis)));
}

function groupOf({ runtime, facts }: Part, points: readonly Gathered[]): Group {
  const claims = claimHistories(points);
  const all = claims.flatMap(({ histories }) => histories);
  const count = (trend: string) =>
    all.filter((one) => one.trend === trend).reduce((sum, { cases }) => sum + cases.length, 0);
  return {
    runtime,
    facts: [...facts],
    points: points.map(({ cases, weight, ...point }) => point),
    counts: Object.fromEntries(TRENDS.map((trend) => [trend, count(trend)])) as Group["counts"],
    claims,
  };
}

function nothingToCompare(runs: readonly Labelled[], axis: Axis, parts: readonly Part[]): UsageError {
  if (runs.length < 2)
    return error("One run is no history: give two runs or more, as in fd012 history OLD.json NEW.json.");
  const names = [...new Set(parts.map(({ runtime }) => runtime))];
  const shared = names.filter(
    (name) => parts.filter((part) => part.runtime === name).flatMap(({ members }) => members).length > 1,
  );
  if (shared.length === 0)
    return error(
      `The runs have no runtime in common: they have ${names.join(", ")}; give a runtime the same name in all of them (--runtime NAME=SPEC).`,
    );
  const apart = cautionsOf(parts, runs, axis)[0];
  if (apart !== undefined)
    return error(`No two runs can be compared by ${axis.name}. ${apart} Try another --by.`);
  const other = axis.name === "date" ? "version" : "date";
  return error(
    `All runs of ${shared.join(", ")} are of one ${axis.name}: give runs of several ${axis.plural}, or try --by ${other}.`,
  );
}

function error(words: string): UsageError {
  return new UsageError("HISTORY", words);
}
