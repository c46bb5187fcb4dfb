import { isFlaky } from "../results/flaky.ts";
import type { CaseResult } from "../results/schema.ts";
import type { Changed } from "./comparison.ts";
import { worseHarm } from "./harm.ts";

type Results = readonly [CaseResult, ...CaseResult[]];

/** What became of a case that both runs have, by all of its repetitions. */
export function changeOf(before: Results, after: Results): Changed {
  const [ran, runs] = [observed(before), observed(after)];
  if (!ran || !runs) return ofSkips(before, after, ran, runs);
  const [was, is] = [worst(ran), worst(runs)];
  const step = rank(is) - rank(was);
  if (step !== 0)
    return {
      change: step > 0 ? "worse" : "better",
      why: `${standing(was)} → ${standing(is)}${share(runs, (one) => rank(one) === rank(is))}`,
      before: was,
      after: is,
    };
  const harm = worseHarm(ran, runs);
  if (harm) return harm;
  const other = runs.find((one) => !ran.some((known) => isAlike(known, one)));
  if (other)
    return {
      change: "different",
      why: `another outcome${share(runs, (one) => isAlike(one, other))}`,
      before: was,
      after: other,
    };
  // Fewer outcomes than before are no change: which of them a repetition meets was a matter of chance before.
  const same = ran.find((known) => isAlike(known, is)) ?? was;
  return { change: "same", why: null, before: same, after: is };
}

/** Whether all that became worse is that a case which had passed at once passed when it was tried again. */
export function isOnlyFlaky(before: CaseResult | null, after: CaseResult | null): boolean {
  return before !== null && after !== null && standing(before) === "pass" && standing(after) === "flaky";
}

function ofSkips(before: Results, after: Results, ran: Results | null, runs: Results | null): Changed {
  const sides = { before: ran?.[0] ?? before[0], after: runs?.[0] ?? after[0] };
  if (!ran && !runs) return { ...sides, change: "same", why: null };
  const why = runs ? "was skipped before" : `skipped now: ${sides.after.reason ?? ""}`;
  return { ...sides, change: "different", why };
}

/** The repetitions that were not skipped; null where all were. */
function observed(results: Results): Results | null {
  const [first, ...rest] = results.filter(({ verdict }) => verdict !== "skip");
  return first ? [first, ...rest] : null;
}

const STANDINGS: readonly string[] = ["pass", "flaky", "fail", "error"];

function standing(result: CaseResult): string {
  return isFlaky(result) ? "flaky" : result.verdict;
}

/** The higher the worse. */
function rank(result: CaseResult): number {
  return STANDINGS.indexOf(standing(result));
}

function worst(results: Results): CaseResult {
  return results.reduce((most, one) => (rank(one) > rank(most) ? one : most));
}

function isAlike(one: CaseResult, other: CaseResult): boolean {
  return one.outcome === other.outcome && rank(one) === rank(other);
}

function share(results: Results, isConcerned: (one: CaseResult) => boolean): string {
  const concerned = results.filter(isConcerned).length;
  return results.length > 1 ? ` in ${concerned} of ${results.length} repetitions` : "";
}
