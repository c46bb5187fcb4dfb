import { failureSentence } from "../../../judge/failure-sentence.ts";
import type { Assertion } from "../../../results/schema.ts";
import { moreDetail } from "../../assertion-words.ts";
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
              {visible(verdict === "broken" ? failureSentence(assertion) : assertion.name)}
              {assertion.skip !== null && <small class="block">not checked: {visible(assertion.skip)}</small>}
              {verdict === "broken" && <Detail entries={moreDetail(assertion)} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Detail({ entries }: { entries: readonly [name: string, value: unknown][] }) {
  if (entries.length === 0) return null;
  return (
    <dl class="detail">
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{visible(key)}</dt>
          <dd>{visibleLines(typeof value === "string" ? value : JSON.stringify(value)).join("\n")}</dd>
        </div>
      ))}
    </dl>
  );
}

function verdictOf({ ok, skip }: Assertion): "held" | "broken" | "skip" {
  if (skip !== null) return "skip";
  return ok ? "held" : "broken";
}
