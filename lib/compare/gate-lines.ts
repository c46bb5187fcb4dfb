import type { Paint } from "../reporters/colour.ts";
import { visible } from "../reporters/visible-text.ts";
import type { CaseResult } from "../results/schema.ts";
import { outcomeOrReason } from "./comparison-text.ts";
import { type Gate, isPassed } from "./gate.ts";

/** The gate's word, the last of a run. */
export function gateLines(gate: Gate, paint: Paint): string[] {
  const { failing, violations, expected, known, unknown } = gate;
  const counts = [
    failing.length > 0 && `${failing.length} worse or unexpected`,
    violations.length > 0 && `${violations.length} expectations that do not hold`,
    expected > 0 && `${expected} expected`,
    known > 0 && `${known} known from the baseline`,
    unknown.length > 0 && `${unknown.length} failing that the baseline does not have`,
  ].filter(Boolean);
  const head = isPassed(gate) ? paint("green", "✔ gate passed") : paint("red", "✘ gate failed");
  return [
    ...failing.map(({ result, why }) => `  ${paint("red", "✘")} ${caseLine(result)}  ${visible(why)}`),
    ...violations.map((violation) => `  ${paint("red", "✘")} ${visible(violation)}`),
    ...unknown.map((result) => `  ${paint("yellow", "+")} ${caseLine(result)}  not in the baseline`),
    counts.length > 0 ? `${head}: ${counts.join(", ")}` : head,
  ];
}

function caseLine(result: CaseResult): string {
  return `${visible(result.id)}  ${visible(outcomeOrReason(result))}`;
}
