import { chainLine } from "../../results/chain-words.ts";
import type { CaseResult } from "../../results/schema.ts";
import { familyOf } from "./blocks.ts";

/** Cases that came out the same, told once. */
export interface Row {
  readonly outcome: string;
  readonly cases: readonly CaseResult[];
}

/** One test, or several of a family that came out alike. */
export interface Entry {
  readonly name: string;
  readonly rows: readonly Row[];
}

const MOST_LISTED = 24;

/** What a block says. */
export function entriesOf(results: readonly CaseResult[]): Entry[] {
  const tests = grouped(results, ({ test }) => test);
  return [...grouped([...tests.values()], foldingKey).values()].map(entryOf);
}

function entryOf(tests: readonly CaseResult[][]): Entry {
  const [first] = tests as [CaseResult[]];
  const cases = tests.flat();
  const name = tests.length === 1 ? (first[0] as CaseResult).test : foldedName(cases);
  const rows = [...grouped(cases, rowKey).values()].map((same) => ({
    outcome: sharedOutcome(same),
    cases: same,
  }));
  return { name, rows };
}

function foldedName(cases: readonly CaseResult[]): string {
  const parameters = [...new Set(cases.map(parameterOf))];
  const listed = parameters.join(", ");
  const isRange = listed.length > MOST_LISTED && parameters.every((parameter) => /^\d+$/.test(parameter));
  const shown = isRange ? `${parameters.length}: ${parameters[0]} … ${parameters.at(-1)}` : listed;
  return `${familyOf((cases[0] as CaseResult).test)} (${shown})`;
}

// A failure is told by itself; other tests of a family that came out alike in every cell are told once.
function foldingKey(results: CaseResult[]): string {
  const [first] = results as [CaseResult];
  const folds = results.every((result) => isQuiet(result) && familyOf(result.test) !== result.test);
  return folds ? JSON.stringify(results.map((result) => [cellOf(result), rowKey(result)])) : first.test;
}

function isQuiet({ verdict }: CaseResult): boolean {
  return verdict === "pass" || verdict === "skip";
}

function cellOf({ runtime, strategy, filesystem, image }: CaseResult): string[] {
  return [runtime, strategy, filesystem, image];
}

function rowKey(result: CaseResult): string {
  const { verdict, reason, assertions, observation } = result;
  const common = [verdict, reason, pattern(result), chainLine(observation?.evidence.chain ?? [])];
  if (isQuiet(result)) return JSON.stringify(common);
  return JSON.stringify([...common, assertions.filter(({ ok }) => !ok), observation?.said]);
}

// `exit 7` of exit-status/code/7 and `exit 126` of exit-status/code/126 say the same: `exit <code>`.
function pattern(result: CaseResult): string | null {
  const parameter = parameterOf(result);
  const family = familyOf(result.test);
  if (family === result.test || !/^\w+$/.test(parameter)) return result.outcome;
  const status = new RegExp(`^(exit |signal (?:SIG)?)${parameter}(?= |$)`);
  return result.outcome?.replace(status, `$1<${family.slice(family.lastIndexOf("/") + 1)}>`) ?? null;
}

function sharedOutcome(cases: readonly CaseResult[]): string {
  const [first] = cases as [CaseResult];
  const same = cases.every(({ outcome }) => outcome === first.outcome);
  return (same ? first.outcome : pattern(first)) ?? "";
}

function parameterOf({ test }: CaseResult): string {
  return test.slice(test.lastIndexOf("/") + 1);
}

function grouped<T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
