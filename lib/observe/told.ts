import type { Fate } from "../results/schema.ts";

/** What the runtime's caller was told of the end, and whether PID 1 had ended by then: a runtime can hang without it. */
export interface Told {
  readonly reported: Fate;
  readonly hasEnded: boolean;
  /** PID 1 was still running after its runtime had ended, until the suite killed it: nobody knows how it would have ended. */
  readonly isKilled?: boolean;
  /** It hung, and nobody could end it. */
  readonly isUnended?: boolean;
}
