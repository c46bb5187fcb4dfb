import type { Assertion } from "../../../results/schema.ts";
import { verdictSigns } from "../../verdict-signs.ts";
import { visible, visibleLines } from "../../visible-text.ts";

export function AssertionList({ assertions }: { assertions: readonly Assertion[] }) {
  return (
    <ul class="assertions">
      {assertions.map((assertion, index) => {
        const verdict = verdictOf(assertion);
        return (
          <li key={`${index} ${assertion.name}`}>
            <span class={`sign ${verdict}`}>{verdictSigns[verdict].sign}</span>
            <span>
              {visible(assertion.name)}
              {assertion.skip !== null && <small class="block">not checked: {visible(assertion.skip)}</small>}
              {verdict === "fail" && assertion.detail && <Detail detail={assertion.detail} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Detail({ detail }: { detail: Record<string, unknown> }) {
  return (
    <dl class="detail">
      {Object.entries(detail).map(([key, value]) => (
        <div key={key}>
          <dt>{visible(key)}</dt>
          <dd>{visibleLines(typeof value === "string" ? value : JSON.stringify(value)).join("\n")}</dd>
        </div>
      ))}
    </dl>
  );
}

function verdictOf({ ok, skip }: Assertion): "pass" | "fail" | "skip" {
  if (skip !== null) return "skip";
  return ok ? "pass" : "fail";
}
