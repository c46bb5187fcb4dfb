import { patternMatcher } from "../pattern.ts";
import type { CaseResult, RunFile } from "../results/schema.ts";
import { isTrouble } from "../results/standing.ts";
import { applies, isMet, toldHarms } from "./applies.ts";
import { type Expectation, UNTOLD_BUG } from "./expectation-entry.ts";

/** A known claim, and where it makes sense. */
export interface ClaimCells {
  /** SUITE/TEST */
  readonly name: string;
  readonly strategies: readonly string[];
  readonly filesystems: readonly string[];
}

/** What a run asks of a list of expectations. */
export interface Update {
  /** Entries, by their place in the list, of which nothing happened. */
  readonly removed: ReadonlySet<number>;
  /** Entries of which nothing happened, and of whose cells some did not run: nobody can tell yet. */
  readonly undecided: readonly number[];
  readonly added: readonly Expectation[];
}

/**
 * Only cells that ran are touched: an entry goes where none of its cells met it and all that it speaks of ran; a failure that no entry expects
 * gets one of its own, whose bug is still to be told.
 * @param claims every known one
 */
export function updateOf(
  expectations: readonly Expectation[],
  run: Pick<RunFile, "head" | "cases">,
  { claims, expires }: { claims: readonly ClaimCells[]; expires: string },
): Update {
  const ran = run.cases.filter(({ verdict }) => verdict !== "skip");
  const spokenOf = (one: Expectation) => ran.filter((result) => applies(one, result, run.head));
  const isTrue = (one: Expectation, result: CaseResult) =>
    isMet(one, result, toldHarms(expectations, result, run.head));
  const isVain = (one: Expectation) => {
    const spoken = spokenOf(one);
    return spoken.length > 0 && !spoken.some((result) => isTrue(one, result));
  };
  const vain = expectations.flatMap((one, index) => (isVain(one) ? [index] : []));
  const removed = new Set(vain.filter((index) => isWhole(expectations[index] as Expectation, run, claims)));
  const unexpected = ran.filter(
    (result) =>
      isTrouble(result) && !expectations.some((one) => applies(one, result, run.head) && isTrue(one, result)),
  );
  const added = new Map(unexpected.map((result) => [cellOf(result), entryFor(result, expires)]));
  return { removed, undecided: vain.filter((index) => !removed.has(index)), added: [...added.values()] };
}

/**
 * Whether a run has every cell that an entry speaks of, as far as its claims tell. A cell may have been skipped, for no runtime can wire
 * everything; but on a file system that nothing ran on, this machine says nothing.
 */
function isWhole(
  one: Expectation,
  { cases }: Pick<RunFile, "cases">,
  claims: readonly ClaimCells[],
): boolean {
  const usable = new Set(
    cases.flatMap(({ verdict, filesystem }) => (verdict === "skip" ? [] : [filesystem])),
  );
  const seen = new Set(
    cases
      .filter(({ runtime, filesystem }) => usable.has(filesystem) && (one.runtime ?? runtime) === runtime)
      .map(({ suite, test, strategy, filesystem }) => wordsOf(`${suite}/${test}`, strategy, filesystem)),
  );
  const asked = (wanted: string | undefined, all: readonly string[]) =>
    wanted === undefined ? all : [wanted];
  const meant = claims.filter(({ name }) => patternMatcher([one.case])(name));
  if (meant.length === 0) return false; // Of a suite that was not added here.
  return meant.every(({ name, strategies, filesystems }) =>
    asked(one.strategy, strategies).every((strategy) =>
      asked(one.filesystem, filesystems).every((filesystem) => seen.has(wordsOf(name, strategy, filesystem))),
    ),
  );
}

function wordsOf(...names: string[]): string {
  return names.join(" ");
}

function cellOf({ suite, test, runtime, strategy, filesystem, image }: CaseResult): string {
  return JSON.stringify([suite, test, runtime, strategy, filesystem, image]);
}

function entryFor(result: CaseResult, expires: string): Expectation {
  const { suite, test, runtime, strategy, filesystem, verdict, outcome } = result;
  return {
    ...{ case: `${suite}/${test}`, runtime, strategy, filesystem, verdict: verdict as "broken" | "error" },
    ...(outcome === null ? {} : { outcome }),
    ...{ bug: UNTOLD_BUG, expires },
  };
}
