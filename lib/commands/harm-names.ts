import { findByName } from "../nearest-name.ts";
import { HARMS } from "../results/harm-names.ts";
import type { HarmName } from "../results/schema.ts";

const known = HARMS.map((name) => ({ name }));

/** What `--fail-on` takes: names of harms, some separated by commas. @throws UsageError `UNKNOWN_NAME` */
export function harmNames(values: readonly string[]): HarmName[] {
  return values
    .flatMap((value) => value.split(","))
    .map((name) => findByName("harm", name.trim(), known).name);
}
