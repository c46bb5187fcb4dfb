import type { CaseResult } from "../../results/schema.ts";
import { familyOf } from "./blocks.ts";

/** How an outcome is told, so that outcomes that say the same are the same text. */
export type Telling = (result: CaseResult) => string;

/**
 * Where the status follows the parameter in the whole family, as in exit-status/code/7 (`exit 7`) and exit-status/code/126
 * (`exit 126`), all of them are `exit <code>`. Elsewhere an outcome is told as it is.
 */
export function tellingOf(results: readonly CaseResult[]): Telling {
  const follows = results.every((result) => pattern(result) !== outcome(result));
  return follows ? pattern : outcome;
}

export function parameterOf({ test }: CaseResult): string {
  return test.slice(test.lastIndexOf("/") + 1);
}

function outcome(result: CaseResult): string {
  return result.outcome ?? "";
}

function pattern(result: CaseResult): string {
  const parameter = parameterOf(result);
  const family = familyOf(result.test);
  if (family === result.test || !/^\w+$/.test(parameter)) return outcome(result);
  const status = new RegExp(`^(exit |signal (?:SIG)?)${parameter}(?= |$)`);
  return outcome(result).replace(status, `$1<${family.slice(family.lastIndexOf("/") + 1)}>`);
}
