import type { Verdict } from "../results/schema.ts";
import type { Style } from "./colour.ts";

/** A sign and a colour for each verdict: never the colour alone. */
export const verdictSigns: Readonly<Record<Verdict, { readonly sign: string; readonly style: Style }>> = {
  pass: { sign: "✔", style: "green" },
  fail: { sign: "✘", style: "red" },
  skip: { sign: "○", style: "yellow" },
  error: { sign: "‼", style: "magenta" },
};
