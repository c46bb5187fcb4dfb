import { harmNames, isDeadly } from "../results/harm-words.ts";
import { type Kind, kindOf } from "../results/kind.ts";
import type { CaseResult, Verdict } from "../results/schema.ts";
import type { Style } from "./colour.ts";

export interface Sign {
  readonly sign: string;
  readonly style: Style;
}

/** A sign and a colour for each verdict: never the colour alone. For a result there is signOf, which knows of harms. */
export const verdictSigns: Readonly<Record<Verdict, Sign>> = {
  held: { sign: "✔", style: "green" },
  recorded: { sign: "●", style: "cyan" },
  broken: { sign: "✘", style: "red" },
  error: { sign: "‼", style: "magenta" },
  skip: { sign: "○", style: "dim" },
};

/** The same for what a result counts as. */
export const kindSigns: Readonly<Record<Kind, Sign>> = {
  ...verdictSigns,
  harmed: { sign: "▲", style: "yellow" },
  flaky: { sign: "↻", style: "yellow" },
};

type Signed = Pick<CaseResult, "verdict" | "harms" | "attempts">;

/** The sign of one result. Whatever died or hung is red, under every verdict but an error, which is the suite's own. */
export function signOf(result: Signed): Sign {
  const kind = kindOf(result);
  const { sign, style } = kindSigns[kind];
  return { sign, style: isDeadly(result) && kind !== "error" ? "red" : style };
}

/** An error first, for behind it anything may hide; what did not run before what came out well. */
const WORST_FIRST: readonly Kind[] = ["error", "broken", "harmed", "flaky", "skip", "recorded", "held"];

/** The result whose sign stands for all of them. @param results at least one */
export function worstOf<Result extends Signed>(results: readonly Result[]): Result {
  const rank = (one: Result) => WORST_FIRST.indexOf(kindOf(one)) * 2 + (isDeadly(one) ? 0 : 1);
  return results.reduce((worst, one) => (rank(one) < rank(worst) ? one : worst));
}

/** Its harms by name, to stand behind the outcome: `▲ died, lost`. Null for an unharmed one. */
export function harmMark(result: Pick<CaseResult, "harms">): (Sign & { readonly words: string }) | null {
  const names = harmNames(result);
  if (names.length === 0) return null;
  const { sign, style } = kindSigns.harmed;
  return { sign, style: isDeadly(result) ? "red" : style, words: `${sign} ${names.join(", ")}` };
}
