import type { Wiring } from "../results/schema.ts";
import { isProblem, isUnseen, type Problem, type Rule } from "./rules.ts";

/** A wiring that a strategy takes for honest. */
export interface Acceptable {
  /** The word that the outcome shows for it: `relayed`. Null for the strategy itself. */
  readonly word: string | null;
  readonly rules: readonly Rule[];
}

/** At least the strategy itself, which is the first. */
export type Accepts = readonly [Acceptable, ...Acceptable[]];

/** One rule of what a wiring was taken for, and what became of it. */
export interface Judged {
  readonly says: string;
  readonly about: readonly number[];
  readonly problem: Problem | null;
  /** Why it could not be judged. */
  readonly unseen: string | null;
}

export interface Accepted {
  readonly word: string | null;
  /** How many rules it has. */
  readonly rules: number;
  /** Why some of them could not be judged. */
  readonly unseen: readonly string[];
}

/** What a wiring is: the first that it does not contradict; else the problems of the one that it contradicts least. */
export function acceptedAs(
  wiring: Wiring,
  accepts: Accepts,
): Accepted | { readonly problems: readonly Problem[] } {
  const { word, rules } = nearest(wiring, accepts);
  const problems = rules.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return { problems };
  return { word, rules: rules.length, unseen: rules.flatMap(({ unseen }) => unseen ?? []) };
}

/** What the outcome calls it: null for the strategy itself, for what is none of them, and for what was not seen. */
export function wiringWord(wiring: Wiring | null, accepts: Accepts): string | null {
  const accepted = wiring && acceptedAs(wiring, accepts);
  return accepted && "word" in accepted ? accepted.word : null;
}

/** The rules of what it is, or is nearest to, one by one. */
export function judged(wiring: Wiring, accepts: Accepts): readonly Judged[] {
  return nearest(wiring, accepts).rules;
}

function nearest(wiring: Wiring, accepts: Accepts): { word: string | null; rules: readonly Judged[] } {
  const all = accepts.map(({ word, rules }) => ({
    word,
    rules: rules.flatMap((rule) => judge(rule, wiring)),
  }));
  const wrong = ({ rules }: { rules: readonly Judged[] }) =>
    rules.filter(({ problem }) => problem !== null).length;
  const least = Math.min(...all.map(wrong));
  // Of equals the first: the strategy itself.
  return all.find((one) => wrong(one) === least) as (typeof all)[number];
}

function judge(rule: Rule, wiring: Wiring): Judged[] {
  if (wiring.seenBy === "workload" && rule.parts) {
    const parts = rule.parts.flatMap((part) => judge(part, wiring));
    const wrong = parts.find(({ problem }) => problem !== null);
    return wrong ? [wrong] : parts; // Of one descriptor one complaint is enough.
  }
  const judgement = rule.judge(wiring);
  const problem = isProblem(judgement) ? judgement : null;
  const unseen = isUnseen(judgement) ? judgement.unseen : null;
  return [{ says: rule.says, about: rule.about, problem, unseen }];
}

/** Of several: each says of what it is, since no `it` would be clear. */
export function inWords(problems: readonly Problem[]): Problem {
  return {
    observed: problems.map(({ observed }) => observed).join(", "),
    required: problems
      .map(({ observed, required }) => (problems.length === 1 ? required : named(observed, required)))
      .join(", "),
  };
}

function named(observed: string, required: string): string {
  const subject = /^(the other end of )?fds? \d(, \d)*( and \d)?/.exec(observed)?.[0] ?? "it";
  return required.replace(/^(it|they) /, `${subject} `);
}
