import type { Cannot, Cell, Place } from "./runtime.ts";

/** What a runtime can do at all, whatever the rest of a cell is. */
export interface Reach {
  /** Names of strategies. */
  readonly strategies: readonly string[];
  readonly places: readonly Place[];
}

/** Why a cell is beyond it; null where it is not. @param name of the runtime, for the sentence */
export function beyondReach(
  name: string,
  { strategies, places }: Reach,
  { strategy, place }: Cell,
): Cannot | null {
  if (!strategies.includes(strategy.name)) return { cannot: `${name} cannot wire ${strategy.name}` };
  return places.includes(place) ? null : { cannot: `${name} cannot run a workload ${place}` };
}
