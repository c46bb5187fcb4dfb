import { type Objecting, objectionsOf } from "./objections.ts";
import type { CaseResult, Verdict } from "./schema.ts";
import { isTrouble } from "./standing.ts";

/** A case as who gates a merge takes it. `excused`: it did not come out as it should, and the run's gate let it pass. */
export interface GatedStatus {
  readonly status: Verdict | "excused";
  /** Why the gate or --fail-on did not let it pass; null where they did, or where there is neither. */
  readonly why: string | null;
  /** The same with whose word it is. */
  readonly told: string | null;
}

/**
 * For formats whose reader takes every failure for a reason to stop. Without a gate and --fail-on the verdict is all there is.
 * A pass that is not as good as the baseline's, or has a harm that is not accepted, is a failure there; a flaky one that was let pass stays the pass that it is.
 */
export function gatedStatuses(tail: Objecting): (result: CaseResult) => GatedStatus {
  const objections = objectionsOf(tail);
  return ({ id, verdict }) => {
    const objection = objections.get(id);
    if (objection) {
      const { why, told } = objection;
      return { status: verdict === "error" ? "error" : "broken", why, told };
    }
    const isExcused = tail.gate !== undefined && isTrouble({ verdict });
    return { status: isExcused ? "excused" : verdict, why: null, told: null };
  };
}
