import { basename } from "node:path";
import { suites } from "../../suites/index.ts";
import type { RunHead } from "../results/schema.ts";
import type { RuntimeFamily } from "../runtimes/family.ts";
import { families } from "../runtimes/table.ts";
import type { Suite } from "../suite.ts";

/** What a command can be asked for: the suites and runtimes of fd012, and those that files of others add. */
export interface Known {
  readonly suites: readonly Suite[];
  readonly families: readonly RuntimeFamily[];
  /** What was added, as a run tells it; absent where nothing was. */
  readonly additions?: NonNullable<RunHead["additions"]>;
}

export const ours: Known = { suites, families };

/** Files that the command line names. */
export interface AddedFiles {
  /** Their default exports are suites. */
  readonly suite?: readonly string[] | undefined;
  /** Their default exports are families of runtimes. */
  readonly driver?: readonly string[] | undefined;
}

/**
 * What fd012 knows, with what files of others add.
 * @throws UsageError `ADDED_FILE` for one that cannot be loaded, `ADDED_EXPORT` for one that holds something else, `ADDED_NAME` for a name that is taken
 */
export async function knownWith({ suite = [], driver = [] }: AddedFiles): Promise<Known> {
  if (suite.length + driver.length === 0) return ours;
  const { familiesOf, suitesOf } = await import("./load.ts");
  const addedSuites = await suitesOf(suite, suites);
  const addedFamilies = await familiesOf(driver, families);
  return {
    suites: [...suites, ...addedSuites],
    families: [...families, ...addedFamilies],
    additions: {
      suites: addedSuites.map(({ name }, index) => ({ name, file: basename(suite[index] as string) })),
      drivers: addedFamilies.map(({ names }, index) => ({
        runtimes: [...names],
        file: basename(driver[index] as string),
      })),
    },
  };
}
