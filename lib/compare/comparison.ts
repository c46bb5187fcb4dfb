import type { CaseResult, RunHead } from "../results/schema.ts";
import type { RespectName } from "./step.ts";

/**
 * What happened to a case from one run to another, the worst first. `error` and `skipped` are told apart, since neither can be compared with a
 * verdict: the case ran before, and now the suite failed or it could not run. `new`: it did not run before, `gone`: the later run has none.
 */
export const CHANGES = ["worse", "error", "skipped", "gone", "new", "different", "better", "same"] as const;
export type Change = (typeof CHANGES)[number];

export interface ComparedCase {
  /** `suite/test runtime · strategy · filesystem`, and the image where runs have several. */
  readonly name: string;
  readonly change: Change;
  /** In words, why it is no longer the same; null where it is. */
  readonly why: string | null;
  readonly before: CaseResult | null;
  readonly after: CaseResult | null;
}

/** What happened to a case that both have; of one that ran several times, with the repetitions that show it. */
export interface Changed {
  readonly change: Change;
  readonly why: string | null;
  readonly before: CaseResult;
  readonly after: CaseResult;
  /** Of what became worse, how bad it is: lower is worse. */
  readonly severity: number;
  /** In what it became worse or better; absent of other changes. */
  readonly respect?: RespectName;
}

/** A fact of the two runs that may explain a change. */
export interface ComparedFact {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Two runs side by side; plain data. */
export interface Comparison {
  readonly before: { readonly label: string; readonly head: RunHead };
  readonly after: { readonly label: string; readonly head: RunHead };
  readonly facts: readonly ComparedFact[];
  /** Sentences on what makes the two hard to compare. */
  readonly cautions: readonly string[];
  readonly counts: Readonly<Record<Change, number>>;
  /** Worst first, then in the order of the runs. */
  readonly cases: readonly ComparedCase[];
}
