import { kindSigns } from "../../verdict-signs.ts";
import { MARKS, type Mark } from "./mark.ts";

const WORDS: Readonly<Record<Mark, string>> = {
  held: "the claim holds, at no cost",
  recorded: "nobody promises anything here; it was seen, and did no harm",
  harmed: "held or recorded, and it cost something; red where PID 1 died",
  flaky: "it came out well only when tried again",
  broken: "the runtime breaks the claim",
  error: "the suite itself failed; it says nothing of the runtime",
  skip: "it could not run here, or its subject was not seen",
};

/** What the signs of the cases mean. */
export function KindLegend() {
  return (
    <details class="legend">
      <summary>What the signs mean</summary>
      <dl>
        {MARKS.map((mark) => (
          <div key={mark} class={mark}>
            <dt>
              {kindSigns[mark].sign} {mark}
            </dt>
            <dd>{WORDS[mark]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
