import { patternMatcher } from "../pattern.ts";
import { HARMS } from "../results/harm-names.ts";
import type { CaseResult, HarmName, RunFile, RunHead } from "../results/schema.ts";
import { isGood } from "../results/standing.ts";
import type { Expectation } from "./expectation.ts";
import { isWithin } from "./version-range.ts";

/** Whether an expectation speaks of a case, under the conditions of its run. */
export function applies(expected: Expectation, one: CaseResult, head: RunHead): boolean {
  return (
    matchesTest(expected, one) &&
    CELL.every((key) => expected[key] === undefined || expected[key] === one[key]) &&
    isWithin(head.runtimes[one.runtime] ?? "", expected.when?.version) &&
    isOfMachine(expected, head)
  );
}

/**
 * Whether a run can judge an expectation at all. One that is for other machines, versions, runtimes, or for what this run's selection left out, it
 * cannot: else no two runs could share a file.
 */
export function concerns(expected: Expectation, { head, cases }: Pick<RunFile, "head" | "cases">): boolean {
  const isThere = (key: (typeof CELL)[number]) =>
    expected[key] === undefined || cases.some((one) => one[key] === expected[key]);
  return (
    isOfMachine(expected, head) &&
    cases.some((one) => matchesTest(expected, one)) &&
    CELL.every(isThere) &&
    cases.some(
      ({ runtime }) =>
        (expected.runtime ?? runtime) === runtime &&
        isWithin(head.runtimes[runtime] ?? "", expected.when?.version),
    )
  );
}

const CELL = ["runtime", "strategy", "filesystem", "image"] as const;

function matchesTest(expected: Expectation, { suite, test }: CaseResult): boolean {
  return patternMatcher([expected.case])(`${suite}/${test}`);
}

function isOfMachine({ when }: Expectation, { machine }: RunHead): boolean {
  return (
    isWithin(machine.kernel, when?.kernel) &&
    (when?.arch === undefined || when.arch === machine.architecture) &&
    (when?.cgroup === undefined || when.cgroup === machine.cgroup)
  );
}

/**
 * Whether a case is what an expectation says. With a harm it names the worst that the case may cost; alone it is about a case that came out well.
 * @param told harms that other expectations of the same case name
 */
export function isMet(
  { verdict, outcome, harm }: Expectation,
  one: CaseResult,
  told: readonly HarmName[] = [],
): boolean {
  const isOfGood = harm !== undefined && verdict === undefined && outcome === undefined;
  return (
    (verdict === undefined || verdict === one.verdict) &&
    (outcome === undefined || outcome === one.outcome) &&
    (harm === undefined || isWorst(harm, one, told)) &&
    (!isOfGood || isGood(one))
  );
}

/** What all expectations that speak of a case say it costs. */
export function toldHarms(expectations: readonly Expectation[], one: CaseResult, head: RunHead): HarmName[] {
  return expectations.flatMap((it) => (it.harm !== undefined && applies(it, one, head) ? it.harm : []));
}

function isWorst(named: HarmName, { harms }: CaseResult, told: readonly HarmName[]): boolean {
  const isNoWorse = (harm: HarmName) => HARMS.indexOf(harm) >= HARMS.indexOf(named) || told.includes(harm);
  return harms.some(({ harm }) => harm === named) && harms.every(({ harm }) => isNoWorse(harm));
}
