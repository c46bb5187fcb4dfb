import type { Assertion, PlannedCase, Verdict } from "../results/schema.ts";
import { failureSentence } from "./failure-sentence.ts";

/** Everything that a verdict depends on. */
export interface Findings {
  readonly level: PlannedCase["level"];
  readonly assertions: readonly Assertion[];
  /** What went wrong in the suite itself, in words; null where nothing did. */
  readonly ownFault: string | null;
  /** What the claim needs and the case did not get to see, in words; null where it saw it. */
  readonly unseen: string | null;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string | null;
}

/**
 * DESIGN.md, section 2. An own fault comes first, for behind it anything may hide; then what is broken, whoever looked; then whether the claim's
 * own subject was seen at all: what is checked for every case makes no claim hold.
 */
export function verdictOf({ level, assertions, ownFault, unseen }: Findings): Judgement {
  if (ownFault !== null) return { verdict: "error", reason: ownFault };
  const failed = assertions.filter(({ ok }) => !ok);
  if (failed.length > 0)
    return { verdict: "broken", reason: [...new Set(failed.map(failureSentence))].join("; ") };
  const own = assertions.filter((one) => one.of === "claim");
  const made = own.filter(({ skip }) => skip === null);
  if (unseen !== null || made.length === 0) return { verdict: "skip", reason: unseen ?? reasonOfSkips(own) };
  const partly = own.find(({ skip }) => skip !== null);
  // A MUST claim holds when all of its assertions were made; what was seen of a SEE claim is worth recording.
  if (level === "MUST" && partly) return { verdict: "skip", reason: `${partly.name}: ${partly.skip}` };
  return { verdict: level === "MUST" ? "held" : "recorded", reason: null };
}

function reasonOfSkips(own: readonly Assertion[]): string {
  const reasons = [...new Set(own.map(({ skip }) => skip).filter(Boolean))];
  return reasons.join("; ") || "the claim observed nothing of its subject";
}
