import type { CaseResult, RunHead } from "../results/schema.ts";
import { applies, isMet, toldHarms } from "./applies.ts";
import type { CaseChange, CaseChanges } from "./case-changes.ts";
import { type Expectation, isExpired } from "./expectation-entry.ts";
import { stepsBetween } from "./step.ts";

/** What was expected of the cases of a run. */
export class Excuses {
  readonly #valid: readonly Expectation[];
  readonly #head: RunHead;

  /** @param today YYYY-MM-DD: what has expired excuses nothing */
  constructor(expectations: readonly Expectation[], head: RunHead, today: string) {
    this.#valid = expectations.filter((one) => !isExpired(one, today));
    this.#head = head;
  }

  /** Whether a case is what an expectation says it is. */
  isMetBy(one: CaseResult): boolean {
    return this.#metBy(one).length > 0;
  }

  /**
   * Whether what happened to a case was expected of it. What is gone is not what anybody expected, for it is the baseline's; that it came out well only
   * at a later try is not either, for no expectation can say that.
   */
  isExpected(change: CaseChange, { before, after }: CaseChanges): boolean {
    if (change.change === "gone" || change.respect === "flaky" || !change.after) return false;
    return this.#metBy(change.after).some(
      (one) => change.change !== "worse" || !before || !after || isNamed(one, change, { before, after }),
    );
  }

  #metBy(one: CaseResult): Expectation[] {
    const told = toldHarms(this.#valid, one, this.#head);
    return this.#valid.filter((it) => applies(it, one, this.#head) && isMet(it, one, told));
  }
}

/**
 * Against a baseline an expectation excuses what it names and no more. An outcome sums a case up: it names all that is otherwise than in the
 * baseline, but for what the baseline had, and had less of, under the same outcome.
 */
function isNamed(
  { verdict, outcome, harm }: Expectation,
  { respect }: CaseChange,
  sides: { before: readonly CaseResult[]; after: readonly CaseResult[] },
): boolean {
  if (respect === harm || (respect === "broken" && verdict === "broken")) return true;
  if (outcome === undefined) return false;
  const [was, is] = [sides.before, sides.after].map((side) => side.filter((one) => one.outcome === outcome));
  const [[first, ...others], [now, ...more]] = [was ?? [], is ?? []];
  if (!first || !now) return true;
  const steps = stepsBetween([first, ...others], [now, ...more]);
  return !steps.some((step) => step.change === "worse" && step.respect === respect);
}
