import { strategies } from "../strategies/table.ts";
import type { Reach } from "./reach.ts";
import { PLACES, type Runtime } from "./runtime.ts";

/** What a runtime can do here on a local file system, in the order of the tables; it was asked to detect itself before. */
export function abilitiesOf(runtime: Runtime): Reach {
  const cells = strategies.flatMap((strategy) => PLACES.map((place) => ({ strategy, place })));
  const can = cells.filter((cell) => !("cannot" in runtime.plan({ ...cell, filesystem: "local" })));
  return {
    strategies: strategies
      .filter((one) => can.some(({ strategy }) => strategy === one))
      .map(({ name }) => name),
    places: PLACES.filter((one) => can.some(({ place }) => place === one)),
  };
}
