import type { Assertion, CaseResult } from "./schema.ts";

export interface Unchecked {
  readonly name: string;
  readonly reason: string;
  readonly times: number;
}

/** Assertions that were skipped in cases that ran, by name and reason: what a green run does not say. */
export function uncheckedAssertions(results: Iterable<Pick<CaseResult, "assertions">>): Unchecked[] {
  const found = new Map<string, { name: string; reason: string; times: number }>();
  for (const { assertions } of results) {
    for (const assertion of assertions)
      if (isUnchecked(assertion)) count(found, assertion.name, assertion.skip);
  }
  return [...found.values()].sort((a, b) => b.times - a.times);
}

function isUnchecked(assertion: Assertion): assertion is Assertion & { skip: string } {
  return assertion.skip !== null;
}

function count(
  found: Map<string, { name: string; reason: string; times: number }>,
  name: string,
  reason: string,
): void {
  const key = JSON.stringify([name, reason]);
  const entry = found.get(key) ?? { name, reason, times: 0 };
  entry.times++;
  found.set(key, entry);
}
