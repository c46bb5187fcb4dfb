import { allowedWords } from "../../../results/allowed-words.ts";
import type { CaseResult, GateWord } from "../../../results/schema.ts";
import { visible } from "../../visible-text.ts";

interface Props {
  gate: GateWord;
  cases: readonly CaseResult[];
  onOpen: (id: string) => void;
}

/** Whether the run passed its gate, and what did not: each of those cases is one click away. */
export function GateNotice({ gate, cases, onOpen }: Props) {
  const words = allowedWords(gate);
  const allowed = words && `Allowed: ${words}.`;
  if (gate.passed)
    return (
      <p class="notice held">
        The gate passed: nothing is worse than the baseline and the expectations allow. {allowed}
      </p>
    );
  const outcomeOf = (id: string) => cases.find((one) => one.id === id)?.outcome ?? "";
  return (
    <details class="notice broken" open>
      <summary>
        The gate failed: {gate.failing.length} worse or unexpected
        {gate.violations.length > 0 && `, ${gate.violations.length} expectations that do not hold`}
        {allowed && ` · ${allowed}`}
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
