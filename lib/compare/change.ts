import { isFlaky } from "../results/flaky.ts";
import type { CaseResult } from "../results/schema.ts";
import { isGood } from "../results/standing.ts";
import type { Changed } from "./comparison.ts";
import { type Repetitions, stepsBetween } from "./step.ts";

type Results = readonly [CaseResult, ...CaseResult[]];

/** Of what is no harm, or not comparable. */
const HARMLESS = Number.POSITIVE_INFINITY;

/** What happened to a case that both runs have, by all of its repetitions. See DESIGN.md, section 2, Gate and compare. */
export function changeOf(before: Results, after: Results): Changed {
  const [ran, runs] = [observed(before), observed(after)];
  const failed = after.find(({ verdict }) => verdict === "error");
  if (failed) return ofError(before, failed);
  if (!ran || !runs) return ofUnseen(before, after, ran, runs);
  const steps = stepsBetween(ran, runs);
  const [step] = [...steps.filter(({ change }) => change === "worse"), ...steps];
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

/** Whether all that became worse is that a case which had come out well at once did so only when it was tried again. */
export function isOnlyFlaky(before: CaseResult | null, after: CaseResult | null): boolean {
  if (before === null || after === null || !isGood(before) || !isFlaky(after) || isFlaky(before))
    return false;
  return stepsBetween([before], [{ ...after, attempts: [] }]).every(({ change }) => change !== "worse");
}

function ofError(before: Results, after: CaseResult): Changed {
  const failed = before.find(({ verdict }) => verdict === "error");
  if (failed) return { change: "same", why: null, before: failed, after, severity: HARMLESS };
  const why = withReason("the suite failed", after);
  return { change: "error", why, before: before[0], after, severity: HARMLESS };
}

function ofUnseen(
  before: Results,
  after: Results,
  ran: Repetitions | null,
  runs: Repetitions | null,
): Changed {
  const sides = { before: (ran ?? before)[0], after: (runs ?? after)[0], severity: HARMLESS };
  if (runs) {
    const was = sides.before.verdict === "error" ? "an error" : "skipped";
    return { ...sides, change: "new", why: withReason(`was ${was} before`, sides.before) };
  }
  if (ran) return { ...sides, change: "skipped", why: withReason("skipped now", sides.after) };
  return { ...sides, change: "same", why: null };
}

function withReason(words: string, { reason }: CaseResult): string {
  return reason === null ? words : `${words}: ${reason}`;
}

/** The repetitions that have a verdict on the runtime; null where none has. */
function observed(results: Results): Repetitions | null {
  const [first, ...rest] = results.filter(({ verdict }) => verdict !== "skip" && verdict !== "error");
  return first ? [first, ...rest] : null;
}

function isAlike(one: CaseResult, other: CaseResult): boolean {
  return one.outcome === other.outcome && one.verdict === other.verdict;
}
