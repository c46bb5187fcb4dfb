import type { Results } from "../compare/change.ts";
import { isFlaky } from "../results/flaky.ts";
import { HARMS } from "../results/harm-names.ts";
import { harmNames } from "../results/harm-words.ts";
import type { CaseResult, HarmName } from "../results/schema.ts";
import { isHarmed } from "../results/standing.ts";
import type { State } from "./schema.ts";
import { wordsOf } from "./words.ts";

/** A case at one point, by all of its repetitions. */
export interface Cell {
  readonly state: State;
  readonly words: string;
  readonly outcome: string | null;
  readonly harms: readonly HarmName[];
  readonly reason: string | null;
  readonly of: number;
  readonly times: number;
  /** Those that have a verdict on the runtime; null where none has. */
  readonly ran: Results | null;
}

const unseen = { outcome: null, harms: [], of: 0, times: 0, ran: null };

/** @param weight how many loops stand behind each of the results: see `loops` of a run's head */
export function cellOf(results: readonly CaseResult[], weight: number): Cell {
  if (results.length === 0) return { ...unseen, state: "never", words: "never ran", reason: null };
  const ran = nonEmpty(results.filter(({ verdict }) => verdict !== "skip" && verdict !== "error"));
  if (ran === null) return neverRan(results);
  const alike = worstAlike(ran);
  const [worst] = alike;
  const isMixed = alike.length < ran.length || worst.attempts !== undefined;
  const share = ran.length > 1 ? ` in ${alike.length * weight} of ${ran.length * weight}` : "";
  return {
    state: isMixed ? "flaky" : stateOf(worst),
    words: isMixed ? `${wordsOf(worst)}${share} (flaky)` : wordsOf(worst),
    outcome: worst.outcome,
    harms: harmNames(worst),
    reason: worst.reason,
    of: ran.length * weight,
    times: alike.length * weight,
    ran,
  };
}

/** Whether a user suffers, or a claim is broken: in all of its repetitions or in some. */
export function isBad({ state, ran }: Cell): boolean {
  if (state === "flaky") return ran?.some((one) => stateOf(one) === "broken" || isHarmed(one)) ?? false;
  return state === "broken" || state === "harmed";
}

function neverRan(results: readonly CaseResult[]): Cell {
  const failed = results.find(({ verdict }) => verdict === "error");
  const [first] = results;
  const reason = (failed ?? first)?.reason ?? null;
  if (failed) return { ...unseen, state: "error", words: "the suite failed", reason };
  return { ...unseen, state: "cannot", words: "cannot run", reason };
}

function stateOf(result: CaseResult): "held" | "unharmed" | "harmed" | "broken" {
  if (result.verdict === "broken") return "broken";
  if (isHarmed(result)) return "harmed";
  return result.verdict === "held" ? "held" : "unharmed";
}

/** The worst of the repetitions, and those that ended as it did. */
function worstAlike(ran: Results): Results {
  const [first, ...rest] = ran;
  const worst = rest.reduce((found, one) => (badness(one) < badness(found) ? one : found), first);
  return [worst, ...ran.filter((one) => one !== worst && look(one) === look(worst))];
}

// Lower is worse.
function badness(result: CaseResult): number {
  if (result.verdict === "broken") return -1;
  const [name] = harmNames(result);
  if (name !== undefined) return HARMS.indexOf(name);
  return HARMS.length + (isFlaky(result) ? 0 : 1);
}

function look(result: CaseResult): string {
  return JSON.stringify([result.verdict, result.outcome, harmNames(result), isFlaky(result)]);
}

function nonEmpty(results: readonly CaseResult[]): Results | null {
  const [first, ...rest] = results;
  return first ? [first, ...rest] : null;
}
