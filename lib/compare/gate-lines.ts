import type { Paint } from "../reporters/colour.ts";
import { visible } from "../reporters/visible-text.ts";
import type { CaseResult } from "../results/schema.ts";
import { outcomeOrReason } from "./comparison-text.ts";
import { type Gate, isPassed } from "./gate.ts";

/**
 * The gate's word, the last of a run.
 * @param scripts where the script is that does a case by hand, by its id
 */
export function gateLines(gate: Gate, scripts: ReadonlyMap<string, string>, paint: Paint): string[] {
  const { failing, violations, expected, known, flaky, aside, allowed } = gate;
  const counts = [
    failing.length > 0 && `${failing.length} worse or unexpected`,
    violations.length > 0 && `${violations.length} expectations that do not hold`,
    expected > 0 && `${expected} expected`,
    known > 0 && `${known} known from the baseline`,
    allowed.new > 0 && `${allowed.new} new and broken or harmed, let pass by --allow-new`,
    allowed.gone > 0 && `${allowed.gone} gone, let pass by --allow-gone`,
    allowed.skipped > 0 && `${allowed.skipped} now skipped, let pass by --allow-skipped`,
    flaky > 0 && `${flaky} flaky`,
    aside > 0 && `${aside} expectations that are not for this run`,
  ].filter(Boolean);
  const head = isPassed(gate) ? paint("green", "✔ gate passed") : paint("red", "✘ gate failed");
  return [
    ...failing.flatMap(({ result, why }) => [
      `  ${paint("red", "✘")} ${caseLine(result)}  ${visible(why)}`,
      ...(scripts.has(result.id) ? [`      by hand: ${visible(scripts.get(result.id) as string)}`] : []),
    ]),
    ...violations.map((violation) => `  ${paint("red", "✘")} ${visible(violation)}`),
    counts.length > 0 ? `${head}: ${counts.join(", ")}` : head,
  ];
}

// Why it fails stands behind it; of a case with an outcome its reason would be a third sentence.
function caseLine(result: CaseResult): string {
  const { id, outcome, reason } = result;
  return `${visible(id)}  ${visible(outcomeOrReason({ ...result, reason: outcome === null ? reason : null }))}`;
}
