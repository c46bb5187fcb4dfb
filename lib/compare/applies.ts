import { coerce, satisfies, validRange } from "semver";
import { patternMatcher } from "../pattern.ts";
import type { CaseResult, RunHead } from "../results/schema.ts";
import type { Expectation } from "./expectation.ts";

/** Whether an expectation speaks of a case, under the conditions of its run. */
export function applies(expected: Expectation, one: CaseResult, head: RunHead): boolean {
  if (!patternMatcher([expected.case])(`${one.suite}/${one.test}`)) return false;
  for (const key of ["runtime", "strategy", "filesystem", "image"] as const)
    if (expected[key] !== undefined && expected[key] !== one[key]) return false;
  const { version, kernel, arch, cgroup } = expected.when ?? {};
  return (
    isWithin(head.runtimes[one.runtime] ?? "", version) &&
    isWithin(head.machine.kernel, kernel) &&
    (arch === undefined || arch === head.machine.architecture) &&
    (cgroup === undefined || cgroup === head.machine.cgroup)
  );
}

// Distributions' versions are no semantic ones: of `1.1.5+ds1-1` what counts is 1.1.5.
function isWithin(version: string, range: string | undefined): boolean {
  if (range === undefined) return true;
  const plain = coerce(version);
  return plain !== null && satisfies(plain, range);
}

/** Null where it can be understood. */
export function wrongRange({ when }: Expectation): string | null {
  return (
    [when?.version, when?.kernel].find((range) => range !== undefined && validRange(range) === null) ?? null
  );
}

export function isMet({ verdict, outcome }: Expectation, one: CaseResult): boolean {
  return (
    (verdict === undefined || verdict === one.verdict) && (outcome === undefined || outcome === one.outcome)
  );
}
