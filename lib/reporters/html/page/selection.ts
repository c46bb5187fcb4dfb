import type { CaseResult, Verdict } from "../../../results/schema.ts";

/** Which cases are shown. */
export interface Filter {
  readonly text: string;
  /** No verdict means every one. */
  readonly verdicts: ReadonlySet<Verdict>;
}

export const anyFilter: Filter = { text: "", verdicts: new Set() };

/** Every word has to be somewhere in the case's names, claim, outcome or reason. */
export function matches(result: CaseResult, { text, verdicts }: Filter): boolean {
  if (verdicts.size > 0 && !verdicts.has(result.verdict)) return false;
  const { id, suite, test, runtime, strategy, filesystem, image, claim, outcome, reason } = result;
  const all = [id, `${suite}/${test}`, runtime, strategy, filesystem, image, claim, outcome, reason];
  const where = all.join(" ").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}
