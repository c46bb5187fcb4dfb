import { coverageWords } from "./coverage.ts";
import type { CaseHistory, ClaimHistory, Group, Trend } from "./schema.ts";
import { whereWords } from "./trends.ts";

/** One history of one claim, as every format shows it. */
export interface HistoryRow {
  readonly name: string;
  readonly where: string;
  readonly claim: ClaimHistory;
  readonly history: CaseHistory;
}

/** Those with the trend that is wanted, in the order of the claims. */
export function rowsOf({ claims }: Group, trend: Trend): HistoryRow[] {
  return claims.flatMap((claim) => {
    const images = new Set(claim.histories.flatMap(({ cases }) => cases.map(({ image }) => image)));
    return claim.histories
      .filter((history) => history.trend === trend)
      .map((history) => ({
        name: `${claim.suite}/${claim.test}`,
        where: whereWords(history.cases, images.size > 1),
        ...{ claim, history },
      }));
  });
}

/** Where not all of a claim ran everywhere, how much did: points that follow each other and are alike are put together. Null where all ran. */
export function coverageLine({ coverage }: ClaimHistory): string | null {
  if (coverage.every(({ seen }) => seen === "all")) return null;
  const spans: { from: string; to: string; words: string }[] = [];
  for (const one of coverage) {
    const words = coverageWords(one);
    const last = spans.at(-1);
    if (last?.words === words) last.to = one.at;
    else spans.push({ from: one.at, to: one.at, words });
  }
  if (spans.length === 1) return spans[0]?.words ?? null;
  return spans.map(({ from, to, words }) => `${from === to ? from : `${from} … ${to}`}: ${words}`).join("; ");
}

/** Why cases could not run, and how many cases at how many points, the most frequent first. */
export function reasonsOf({ claims }: Group): { reason: string; cases: number }[] {
  const found = new Map<string, number>();
  for (const { cases, ranges } of claims.flatMap(({ histories }) => histories)) {
    for (const reason of new Set(ranges.flatMap((one) => (one.state === "cannot" ? (one.reason ?? []) : []))))
      found.set(reason, (found.get(reason) ?? 0) + cases.length);
  }
  return [...found].map(([reason, cases]) => ({ reason, cases })).sort((a, b) => b.cases - a.cases);
}

/** `each case ran once per point`, or how often. */
export function repetitionsOf({ points }: Group): string {
  const told = points.map(({ label, repetitions: { least, most } }) => {
    const times = least === most ? String(least) : `${least} to ${most}`;
    return { label, times };
  });
  const isAlike = new Set(told.map(({ times }) => times)).size === 1;
  if (isAlike) return `each case ran ${timesWords(told[0]?.times ?? "0")} per point`;
  return `each case ran ${told.map(({ label, times }) => `${timesWords(times)} at ${label}`).join(", ")}`;
}

function timesWords(times: string): string {
  return times === "1" ? "once" : `${times} times`;
}
