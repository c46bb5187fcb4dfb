import type { Comparison } from "../../../compare/comparison.ts";
import { visible } from "../../visible-text.ts";

/** What was compared, and what differs between the two before any case is looked at. */
export function CompareHeader({
  comparison: { before, after, facts, cautions },
}: {
  comparison: Comparison;
}) {
  return (
    <header>
      <h1>
        fd012 compare <small>{visible(before.label)}</small> → <small>{visible(after.label)}</small>
      </h1>
      <div class="scroll">
        <table class="ledger compared">
          <thead>
            <tr>
              <th scope="col">what</th>
              <th scope="col">before</th>
              <th scope="col">after</th>
            </tr>
          </thead>
          <tbody>
            {facts.map((fact) => (
              <tr key={fact.name} class={fact.before === fact.after ? "" : "differs"}>
                <th scope="row">{visible(fact.name)}</th>
                <td>{visible(fact.before)}</td>
                <td>{visible(fact.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cautions.map((caution) => (
        <p key={caution} class="notice harmed">
          {visible(caution)}
        </p>
      ))}
    </header>
  );
}
