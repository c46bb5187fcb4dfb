import type { CaseHistory, Change, Range, Trend } from "./schema.ts";
import { sentenceOf } from "./sentence.ts";
import { isFlapping, type Placed, type Stretch, stretchesOf } from "./stretches.ts";

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

function trendOf(seen: readonly Stretch[], changes: readonly Change[]): Trend {
  if (seen.length === 0) return "unseen";
  if (isFlapping(seen)) return "flapping";
  const last = changes.findLast(({ change }) => change !== "different");
  if (last) return last.change;
  if (changes.length > 0) return "different";
  if (seen.some(({ first }) => first.cell.state === "flaky")) return "flaky";
  return seen[0]?.isBad ? "always-bad" : "always-good";
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
