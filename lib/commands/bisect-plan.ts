import type { Case } from "../case/case.ts";
import { isSeen, type Trial, wantedTries, worseTries } from "../compare/bisect.ts";
import type { Results } from "../compare/change.ts";
import { UsageError } from "../errors.ts";
import { withoutRepetition } from "../results/case-id.ts";
import type { CaseResult, RunFile } from "../results/schema.ts";

/** What a revision is to be tried by. */
export interface BisectPlan {
  /** By the id of their case; none has been tried yet. */
  readonly trials: ReadonlyMap<string, Trial>;
  readonly cases: readonly Case[];
  /** Cases of the baseline that cannot run here, each with its reason. */
  readonly leftOut: readonly Case[];
}

export interface Known {
  readonly baseline: RunFile;
  /** A run of a revision that is known to be worse. */
  readonly bad: RunFile | null;
}

/**
 * Of what was selected, the cases that ran in the baseline; where a bad revision is known, those alone that were worse in it.
 * @throws UsageError `BISECT_NOTHING` where no revision could be judged by what is left
 */
export function bisectPlan(
  selected: readonly Case[],
  { baseline, bad }: Known,
  { baselinePath, repeat = 1 }: { baselinePath: string; repeat?: number | undefined },
): BisectPlan {
  const [before, worse] = [seenIn(baseline), bad && seenIn(bad)];
  const known = selected.filter(({ plan: { id } }) => before.has(id));
  if (known.length === 0)
    throw new UsageError(
      "BISECT_NOTHING",
      `Nothing of this selection ran in ${baselinePath}: give the same claims, and the runtime the same name (--runtime NAME=PATH); it has ${Object.keys(baseline.head.runtimes).join(", ")}.`,
    );
  const chosen = worse ? known.filter(({ plan: { id } }) => isWorse(before.get(id), worse.get(id))) : known;
  if (chosen.length === 0)
    throw new UsageError(
      "BISECT_NOTHING",
      `Nothing of this selection is worse in the run that --bad names than in ${baselinePath}: name a run of a revision that has the defect.`,
    );
  const cases = chosen.filter(({ skip }) => skip === null);
  const trials = cases.map(({ plan: { id } }): [string, Trial] => {
    const results = before.get(id) as Results;
    const wanted = wantedTries(results, worse?.get(id) ?? null, repeat);
    return [id, { before: results, tries: [], wanted }];
  });
  return { trials: new Map(trials), cases, leftOut: chosen.filter(({ skip }) => skip !== null) };
}

function isWorse(before: Results | undefined, after: Results | undefined): boolean {
  return before !== undefined && after !== undefined && worseTries(before, after).worse > 0;
}

/** The repetitions that were observed, by the id of their case. */
function seenIn({ cases }: Pick<RunFile, "cases">): Map<string, Results> {
  const found = new Map<string, [CaseResult, ...CaseResult[]]>();
  for (const one of cases.filter(isSeen)) {
    const id = withoutRepetition(one.id);
    const others = found.get(id);
    if (others) others.push(one);
    else found.set(id, [one]);
  }
  return found;
}
