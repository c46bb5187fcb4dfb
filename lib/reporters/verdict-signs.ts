import { isFlaky } from "../results/flaky.ts";
import type { CaseResult, Verdict } from "../results/schema.ts";
import type { Style } from "./colour.ts";

/** A sign and a colour for each verdict: never the colour alone. */
export const verdictSigns: Readonly<Record<Verdict, { readonly sign: string; readonly style: Style }>> = {
  pass: { sign: "✔", style: "green" },
  fail: { sign: "✘", style: "red" },
  skip: { sign: "○", style: "yellow" },
  error: { sign: "‼", style: "magenta" },
};

/** For a pass that took several tries: it must not look like one. */
export const flakySign: { readonly sign: string; readonly style: Style } = { sign: "↻", style: "yellow" };

/** The sign of one result. */
export function signOf(result: Pick<CaseResult, "verdict" | "attempts">): {
  readonly sign: string;
  readonly style: Style;
} {
  return isFlaky(result) ? flakySign : verdictSigns[result.verdict];
}
