import type { CaseResult, GateWord } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";

interface Props {
  gate: GateWord;
  cases: readonly CaseResult[];
  onOpen: (id: string) => void;
}

/** Whether the run passed its gate, and what did not: each of those cases is one click away. */
export function GateNotice({ gate, cases, onOpen }: Props) {
  if (gate.passed)
    return (
      <p class="notice pass">
        The gate let the run pass: nothing is worse than the baseline and the expectations allow.
      </p>
    );
  const outcomeOf = (id: string) => cases.find((one) => one.id === id)?.outcome ?? "";
  return (
    <details class="notice fail" open>
      <summary>
        The gate failed: {gate.failing.length} worse or unexpected
        {gate.violations.length > 0 && `, ${gate.violations.length} expectations that do not hold`}
      </summary>
      <ul>
        {gate.failing.map(({ id, why }) => (
          <li key={id}>
            <button type="button" class="link" onClick={() => onOpen(id)}>
              {visible(id)}
            </button>{" "}
            {visible(outcomeOf(id))} <span class="why">{visible(why)}</span>
          </li>
        ))}
        {gate.violations.map((violation) => (
          <li key={violation}>{visible(violation)}</li>
        ))}
      </ul>
    </details>
  );
}
