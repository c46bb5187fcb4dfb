import type { CaseResult, GateWord, Verdict } from "./schema.ts";
import { isTrouble } from "./standing.ts";

/** A case as who gates a merge takes it. `excused`: it did not come out as it should, and the run's gate let it pass. */
export interface GatedStatus {
  readonly status: Verdict | "excused";
  /** Why the gate did not let it pass; null where it did, or where there is none. */
  readonly why: string | null;
}

/**
 * For formats whose reader takes every failure for a reason to stop. Without a gate the verdict is all there is.
 * A pass that is not as good as the baseline's is a failure there; a flaky one that was let pass stays the pass that it is.
 */
export function gatedStatuses(gate: GateWord | undefined): (result: CaseResult) => GatedStatus {
  if (!gate) return ({ verdict }) => ({ status: verdict, why: null });
  const failing = new Map(gate.failing.map(({ id, why }) => [id, why]));
  return ({ id, verdict }) => {
    const why = failing.get(id) ?? null;
    if (why !== null) return { status: verdict === "error" ? "error" : "broken", why };
    return { status: isTrouble({ verdict }) ? "excused" : verdict, why };
  };
}
