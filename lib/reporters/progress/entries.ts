import { chainLine } from "../../results/chain-words.ts";
import { attemptLines, isFlaky } from "../../results/flaky.ts";
import { harmLines, harmNames } from "../../results/harm-words.ts";
import type { CaseResult } from "../../results/schema.ts";
import { isGood } from "../../results/standing.ts";
import { familyOf } from "./blocks.ts";
import { grouped } from "./grouped.ts";
import { parameterOf, type Telling, tellingOf } from "./told-outcome.ts";

/** Cases that came out the same, shown once. */
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
  const telling = tellingOf(results.filter(isQuiet));
  const tests = grouped(results, ({ test }) => test);
  const alike = grouped(tests.values(), (test) => foldingKey(test, telling));
  return [...alike.values()].map((folded) => entryOf(folded, telling));
}

function entryOf(tests: readonly CaseResult[][], telling: Telling): Entry {
  const [first] = tests as [CaseResult[]];
  const cases = tests.flat();
  const name = tests.length === 1 ? (first[0] as CaseResult).test : foldedName(cases);
  const rows = grouped(cases, (result) => rowKey(result, telling));
  return {
    name,
    rows: [...rows.values()].map((same) => ({ outcome: sharedOutcome(same, telling), cases: same })),
  };
}

function foldedName(cases: readonly CaseResult[]): string {
  const parameters = [...new Set(cases.map(parameterOf))];
  const listed = parameters.join(", ");
  const isRange = listed.length > MOST_LISTED && parameters.every((parameter) => /^\d+$/.test(parameter));
  const shown = isRange ? `${parameters.length}: ${parameters[0]} … ${parameters.at(-1)}` : listed;
  return `${familyOf((cases[0] as CaseResult).test)} (${shown})`;
}

// A failure stands by itself; other tests of a family that came out alike in every cell are shown once.
function foldingKey(results: readonly CaseResult[], telling: Telling): string {
  const [first] = results as [CaseResult];
  if (familyOf(first.test) === first.test || !results.every(isQuiet)) return first.test;
  return JSON.stringify(results.map((result) => [cellOf(result), rowKey(result, telling)]));
}

function isQuiet(result: CaseResult): boolean {
  return (isGood(result) && !isFlaky(result)) || result.verdict === "skip";
}

function cellOf({ runtime, strategy, filesystem, image }: CaseResult): string[] {
  return [runtime, strategy, filesystem, image];
}

function rowKey(result: CaseResult, telling: Telling): string {
  const { verdict, reason, assertions, observation } = result;
  const chain = chainLine(observation?.evidence.chain ?? []);
  const common = [verdict, reason, telling(result), chain, tellingOfHarms(result, telling)];
  if (isQuiet(result)) return JSON.stringify(common);
  return JSON.stringify([
    ...common,
    assertions.filter(({ ok }) => !ok),
    observation?.said,
    attemptLines(result),
  ]);
}

// The texts may name the status, which follows the parameter.
function tellingOfHarms(result: CaseResult, telling: Telling): string[] {
  return telling(result) === result.outcome ? harmLines(result) : harmNames(result);
}

function sharedOutcome(cases: readonly CaseResult[], telling: Telling): string {
  const [first] = cases as [CaseResult];
  const isSame = cases.every(({ outcome }) => outcome === first.outcome);
  return isSame ? (first.outcome ?? "") : telling(first);
}
