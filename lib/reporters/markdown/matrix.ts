import type { Kind } from "../../results/kind.ts";
import type { CaseResult } from "../../results/schema.ts";
import { countKinds } from "../../results/troubles.ts";
import { cell, code } from "../markdown-text.ts";
import { kindSigns } from "../verdict-signs.ts";
import { cut } from "../visible-text.ts";

const LONGEST_NAME = 120;
const MOST_NAMES = 3;

/** The worst first. */
const WORST_FIRST: readonly Kind[] = ["error", "broken", "harmed", "flaky", "recorded", "held", "skip"];

export function matrixHead(cases: readonly CaseResult[]): string[] {
  const runtimes = runtimesOf(cases);
  return [
    `| | ${runtimes.map((name) => cell(name)).join(" | ")} |`,
    `|---|${runtimes.map(() => "---|").join("")}`,
  ];
}

/**
 * How many cells of a test on each runtime came out how. Tests of a suite that came out alike share a row; which of them failed stands
 * elsewhere.
 */
export function matrixRows(cases: readonly CaseResult[]): string[] {
  const runtimes = runtimesOf(cases);
  const rows = new Map<string, CaseResult[]>();
  for (const results of byTest(cases)) {
    const key = JSON.stringify([results[0]?.suite, runtimes.map((name) => kindsOn(name, results))]);
    rows.set(key, [...(rows.get(key) ?? []), ...results]);
  }
  return [...rows.values()].map((results) => {
    const cells = runtimes.map((name) => cellText(results.filter(({ runtime }) => runtime === name)));
    return `| ${nameOf(results)} | ${cells.join(" | ")} |`;
  });
}

function byTest(cases: readonly CaseResult[]): CaseResult[][] {
  const tests = new Map<string, CaseResult[]>();
  for (const one of cases) {
    const key = JSON.stringify([one.suite, one.test]);
    const known = tests.get(key);
    if (known) known.push(one);
    else tests.set(key, [one]);
  }
  return [...tests.values()];
}

function runtimesOf(cases: readonly CaseResult[]): string[] {
  return [...new Set(cases.map(({ runtime }) => runtime))];
}

function kindsOn(name: string, results: readonly CaseResult[]): string[] {
  const counts = countKinds(results.filter(({ runtime }) => runtime === name));
  return WORST_FIRST.filter((kind) => counts[kind] > 0);
}

function cellText(results: readonly CaseResult[]): string {
  const counts = countKinds(results);
  return WORST_FIRST.filter((kind) => counts[kind] > 0)
    .map((kind) => `${kindSigns[kind].sign}&nbsp;${counts[kind]}`)
    .join(" ");
}

function nameOf(results: readonly CaseResult[]): string {
  const suite = results[0]?.suite ?? "";
  const tests = [...new Set(results.map(({ test }) => test))];
  const named = tests.slice(0, MOST_NAMES).map((test) => code(cut(test, LONGEST_NAME)));
  const more = tests.length > MOST_NAMES ? `, ${tests.length - MOST_NAMES} more` : "";
  return `${cell(cut(suite, LONGEST_NAME))}: ${named.join(", ")}${more}`;
}
