import { HARMS } from "./harm-names.ts";
import { harmNames } from "./harm-words.ts";
import { kindOf } from "./kind.ts";
import type { CaseResult } from "./schema.ts";

/** Cases of one test that came out well, and were harmed alike; at least one. */
export type HarmedGroup = readonly [CaseResult, ...CaseResult[]];

/** Those with the worst harm first. What is flaky as well is listed with the troubles. */
export function harmedGroups(results: readonly CaseResult[]): HarmedGroup[] {
  const alike = new Map<string, [CaseResult, ...CaseResult[]]>();
  for (const result of results) {
    if (kindOf(result) !== "harmed") continue;
    const { suite, test, outcome, verdict } = result;
    const key = JSON.stringify([suite, test, outcome, verdict, harmNames(result)]);
    const known = alike.get(key);
    if (known) known.push(result);
    else alike.set(key, [result]);
  }
  return [...alike.values()].sort(([a], [b]) => rank(a) - rank(b)); // A stable sort: the plan's order remains.
}

function rank(result: CaseResult): number {
  const names = harmNames(result);
  return HARMS.findIndex((name) => names.includes(name));
}
