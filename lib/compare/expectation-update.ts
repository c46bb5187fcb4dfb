import { patternMatcher } from "../pattern.ts";
import type { CaseResult, RunFile } from "../results/schema.ts";
import { applies, isMet } from "./applies.ts";
import { type Expectation, UNTOLD_BUG } from "./expectation.ts";

/** What a run asks of a list of expectations. */
export interface Update {
  /** Entries, by their place in the list, of which nothing happened. */
  readonly removed: ReadonlySet<number>;
  readonly added: readonly Expectation[];
}

/**
 * Only cells that ran are touched: an entry goes where none of its cells that ran met it and each claim it names ran; a failure that no entry
 * expects gets one of its own, whose bug is still to be told.
 * @param tests every known claim
 */
export function updateOf(
  expectations: readonly Expectation[],
  run: Pick<RunFile, "head" | "cases">,
  { tests, expires }: { tests: readonly string[]; expires: string },
): Update {
  const ran = run.cases.filter(({ verdict }) => verdict !== "skip");
  const spokenOf = (one: Expectation) => ran.filter((result) => applies(one, result, run.head));
  const isVain = (one: Expectation) => {
    const spoken = spokenOf(one);
    return spoken.length > 0 && !spoken.some((result) => isMet(one, result)) && isWhole(one, spoken, tests);
  };
  const removed = new Set(expectations.flatMap((one, index) => (isVain(one) ? [index] : [])));
  const unexpected = ran.filter(
    (result) =>
      (result.verdict === "fail" || result.verdict === "error") &&
      !expectations.some((one) => applies(one, result, run.head) && isMet(one, result)),
  );
  const added = new Map(unexpected.map((result) => [cellOf(result), entryFor(result, expires)]));
  return { removed, added: [...added.values()] };
}

/** Whether the cells that ran are all that an entry speaks of, as far as its claims tell. */
function isWhole(one: Expectation, spoken: readonly CaseResult[], tests: readonly string[]): boolean {
  const seen = new Set(spoken.map(({ suite, test }) => `${suite}/${test}`));
  const matches = patternMatcher([one.case]);
  return tests.filter(matches).every((test) => seen.has(test));
}

function cellOf({ suite, test, runtime, strategy, filesystem, image }: CaseResult): string {
  return JSON.stringify([suite, test, runtime, strategy, filesystem, image]);
}

function entryFor(result: CaseResult, expires: string): Expectation {
  const { suite, test, runtime, strategy, filesystem, verdict, outcome } = result;
  return {
    ...{ case: `${suite}/${test}`, runtime, strategy, filesystem, verdict: verdict as "fail" | "error" },
    ...(outcome === null ? {} : { outcome }),
    ...{ bug: UNTOLD_BUG, expires },
  };
}
