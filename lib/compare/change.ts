import type { CaseResult } from "../results/schema.ts";
import type { Changed } from "./comparison.ts";
import { concerning } from "./concerning.ts";
import { type Repetitions, stepsBetween } from "./step.ts";

export type Results = readonly [CaseResult, ...CaseResult[]];

/** Of what is no harm, or not comparable. */
const HARMLESS = Number.POSITIVE_INFINITY;

/** The worst that happened to a case that both runs have, by all of its repetitions. See DESIGN.md, section 2, Gate and compare. */
export function changeOf(before: Results, after: Results): Changed {
  return changesOf(before, after)[0];
}

/** All that happened to it, in the order of CHANGES: what is known, allowed or expected of one may not hide another. */
export function changesOf(before: Results, after: Results): readonly [Changed, ...Changed[]] {
  const [ran, runs] = [observed(before), observed(after)];
  const [first, ...rest] = [
    ...(ran && runs ? stepsBetween(ran, runs).filter(({ change }) => change === "worse") : []),
    ...errorsIn(before, after),
    ...skipsIn(before, after, ran, runs),
    ...(runs && !ran ? newIn(before, runs) : []),
  ];
  return first ? [first, ...rest] : [ofNoConcern(before, after, ran, runs)];
}

// As often an error as before is known.
function errorsIn(before: Results, after: Results): Changed[] {
  const more = shareOf("error", before, after);
  if (!more) return [];
  const why = withReason(`the suite failed${more.words}`, more.result);
  return [{ change: "error", why, before: before[0], after: more.result, severity: HARMLESS }];
}

// A skip in the place of an error shows nothing less than before.
function skipsIn(
  before: Results,
  after: Results,
  ran: Repetitions | null,
  runs: Repetitions | null,
): Changed[] {
  const more = shareOf("skip", before, after);
  const isLessSeen = (runs?.length ?? 0) / after.length < (ran?.length ?? 0) / before.length;
  if (!ran || !more || !isLessSeen) return [];
  const why = withReason(`skipped now${more.words}`, more.result);
  return [{ change: "skipped", why, before: ran[0], after: more.result, severity: HARMLESS }];
}

/** Where a case has a verdict more often than before: how often, and the first repetition that has it. */
function shareOf(
  verdict: "error" | "skip",
  before: Results,
  after: Results,
): { words: string; result: CaseResult } | null {
  const times = (side: Results) => side.filter((one) => one.verdict === verdict).length;
  const [was, is] = [times(before), times(after)];
  const result = after.find((one) => one.verdict === verdict);
  if (!result || is / after.length <= was / before.length) return null;
  const then = was > 0 ? `${was} of ${before.length} → ` : "";
  const words = was > 0 || is < after.length ? ` in ${then}${is} of ${after.length} repetitions` : "";
  return { words, result };
}

function newIn(before: Results, runs: Repetitions): Changed[] {
  const [was] = before;
  const why = withReason(`was ${was.verdict === "error" ? "an error" : "skipped"} before`, was);
  return concerning(runs).map((after) => ({
    ...{ change: "new", why, before: was, after, severity: HARMLESS },
  }));
}

function ofNoConcern(
  before: Results,
  after: Results,
  ran: Repetitions | null,
  runs: Repetitions | null,
): Changed {
  const seen = ran && runs ? ofObserved(ran, runs) : null;
  if (seen && seen.change !== "same") return seen;
  const [failed, fails] = [before, after].map((side) => side.find(({ verdict }) => verdict === "error"));
  const same = { change: "same", why: null, severity: HARMLESS } as const;
  if (failed && fails) return { ...same, before: failed, after: fails };
  return seen ?? { ...same, before: (ran ?? before)[0], after: (runs ?? after)[0] };
}

function ofObserved(ran: Repetitions, runs: Repetitions): Changed {
  const [step] = stepsBetween(ran, runs);
  if (step) return step;
  const other = runs.find((one) => !ran.some((known) => isAlike(known, one)));
  if (other) {
    const often = runs.filter((one) => isAlike(one, other)).length;
    const share = runs.length > 1 ? ` in ${often} of ${runs.length} repetitions` : "";
    return {
      change: "different",
      why: `another outcome${share}`,
      ...{ before: ran[0], after: other, severity: HARMLESS },
    };
  }
  // Fewer outcomes than before are no change: which of them a repetition meets was a matter of chance before.
  const same = ran.find((known) => isAlike(known, runs[0])) ?? ran[0];
  return { change: "same", why: null, before: same, after: runs[0], severity: HARMLESS };
}

/** The repetitions that have a verdict on the runtime; null where none has. */
function observed(results: Results): Repetitions | null {
  const [first, ...rest] = results.filter(({ verdict }) => verdict !== "skip" && verdict !== "error");
  return first ? [first, ...rest] : null;
}

function isAlike(one: CaseResult, other: CaseResult): boolean {
  return one.outcome === other.outcome && one.verdict === other.verdict;
}

function withReason(words: string, { reason }: CaseResult): string {
  return reason === null ? words : `${words}: ${reason}`;
}
