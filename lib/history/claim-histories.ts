import type { CaseResult } from "../results/schema.ts";
import { caseHistory } from "./case-history.ts";
import { cellOf } from "./cell.ts";
import { coverageOf } from "./coverage.ts";
import type { Gathered } from "./points.ts";
import { keyOf } from "./points.ts";
import type { CaseHistory, ClaimHistory } from "./schema.ts";

/** Every claim of a group in the order of its runs, the newest first: a suite grows. */
export function claimHistories(points: readonly Gathered[]): ClaimHistory[] {
  const claims = new Map<string, Map<string, CaseResult>>();
  for (const { cases } of points.toReversed()) {
    for (const [one] of cases.values()) {
      if (!one) continue;
      const name = `${one.suite}/${one.test}`;
      const known = claims.get(name) ?? new Map<string, CaseResult>();
      if (!known.has(keyOf(one))) known.set(keyOf(one), one);
      claims.set(name, known);
    }
  }
  return [...claims.values()].map((samples) => claimHistory(samples, points));
}

function claimHistory(samples: ReadonlyMap<string, CaseResult>, points: readonly Gathered[]): ClaimHistory {
  const [{ suite, test, claim, level }] = [...samples.values()] as [CaseResult];
  const rows = [...samples].map(([key, sample]) => ({
    sample,
    cells: points.map(({ cases, weight }) => cellOf(cases.get(key) ?? [], weight)),
  }));
  const labels = points.map(({ label }) => label);
  const coverage = labels.map((at, index) => {
    const cells = rows.flatMap(({ cells }) => cells[index] ?? []);
    return coverageOf(at, cells);
  });
  const histories = rows.map(({ sample, cells }) => ({
    cases: [{ strategy: sample.strategy, filesystem: sample.filesystem, image: sample.image }],
    ...caseHistory(cells.map((cell, index) => ({ at: labels[index] as string, cell }))),
  }));
  return { suite, test, claim, level, coverage, histories: together(histories) };
}

/** Cases with one and the same history are told once. */
function together(histories: readonly CaseHistory[]): CaseHistory[] {
  const alike = new Map<string, CaseHistory>();
  for (const { cases, ...rest } of histories) {
    const key = JSON.stringify([rest.sentence, rest.trend, rest.ranges.map(({ reason, ...range }) => range)]);
    const known = alike.get(key);
    alike.set(key, { ...(known ?? rest), cases: [...(known?.cases ?? []), ...cases] });
  }
  return [...alike.values()];
}
