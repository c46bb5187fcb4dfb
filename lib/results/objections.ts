import { HARMS } from "./harm-names.ts";
import { harmNames } from "./harm-words.ts";
import type { CaseResult, FailOnWord, HarmName, RunTail } from "./schema.ts";

/** Why a case fails its run, whatever its verdict. */
export interface Objection {
  /** The gate's objection is that it is worse; `--fail-on` only does not accept its harm. */
  readonly isGates: boolean;
  /** Beside the case's name. */
  readonly why: string;
  /** By itself, with whose word it is. */
  readonly told: string;
}

export type Objecting = Pick<RunTail, "gate" | "failOn">;

/** By the ids of the cases. */
export function objectionsOf({ gate, failOn }: Objecting): ReadonlyMap<string, Objection> {
  const objections = new Map<string, Objection>();
  for (const { id, harms } of failOn?.failing ?? []) {
    const why = `${harms.join(", ")}, which --fail-on names`;
    objections.set(id, { isGates: false, why, told: why });
  }
  for (const { id, why } of gate?.failing ?? []) {
    const other = objections.get(id);
    const both = (words: string) => [words, ...(other ? [other.why] : [])].join("; ");
    objections.set(id, { isGates: true, why: both(why), told: both(`gate: ${why}`) });
  }
  return objections;
}

/** What `--fail-on` makes of a run. */
export function failOnWord(names: readonly HarmName[], results: readonly CaseResult[]): FailOnWord {
  const failing = results
    .map((one) => ({ id: one.id, harms: harmNames(one).filter((harm) => names.includes(harm)) }))
    .filter(({ harms }) => harms.length > 0);
  return { harms: HARMS.filter((harm) => names.includes(harm)), failing };
}

/** `2 cases have a harm that --fail-on names: died, lost`; null where none has, or nothing was named. */
export function failOnSentence(failOn: FailOnWord | undefined): string | null {
  if (!failOn || failOn.failing.length === 0) return null;
  const seen = failOn.harms.filter((harm) => failOn.failing.some(({ harms }) => harms.includes(harm)));
  const count = failOn.failing.length;
  return `${count} ${count === 1 ? "case has" : "cases have"} a harm that --fail-on names: ${seen.join(", ")}`;
}
