import { useMemo, useState } from "preact/hooks";
import type { Change, ComparedCase, Comparison } from "../../../compare/comparison.ts";
import { visible } from "../../visible-text.ts";
import { CaseDetails } from "./case-details.tsx";
import { CompareHeader } from "./compare-header.tsx";
import { HarmNames } from "./harm-list.tsx";
import { hueOf, markOf, markSign } from "./mark.ts";
import { toggled } from "./selection.ts";

const CHANGES: readonly Change[] = [
  "worse",
  "error",
  "skipped",
  "gone",
  "new",
  "different",
  "better",
  "same",
];
/** A sign for each change, as in the terminal: never the colour alone. */
const SIGNS: Readonly<Record<Change, string>> = {
  worse: "✘",
  error: "‼",
  skipped: "○",
  different: "≠",
  gone: "−",
  new: "+",
  better: "✔",
  same: "=",
};
/** What is drawn at once; more is one click away. */
const MOST_AT_ONCE = 500;

/** Two runs side by side: what changed, the worst first, each with both of its cases. */
export function CompareReport({ comparison }: { comparison: Comparison }) {
  const [changes, setChanges] = useState<ReadonlySet<Change>>(new Set());
  const [text, setText] = useState("");
  const [most, setMost] = useState(MOST_AT_ONCE);
  const shown = useMemo(
    () => comparison.cases.filter((one) => isShown(one, changes, text)),
    [comparison, changes, text],
  );
  return (
    <>
      <CompareHeader comparison={comparison} />
      <search class="filters">
        <div class="line">
          <input
            type="search"
            placeholder="Filter: words of test, runtime, outcome …"
            aria-label="Filter the cases by words"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          {CHANGES.filter((change) => comparison.counts[change] > 0).map((change) => (
            <button
              key={change}
              type="button"
              class={`chip ${change}`}
              aria-pressed={changes.has(change)}
              onClick={() => setChanges(toggled(changes, change))}
            >
              <span aria-hidden="true">{SIGNS[change]}</span> {change} {comparison.counts[change]}
            </button>
          ))}
          <output aria-live="polite">
            {shown.length} of {comparison.cases.length} cases
          </output>
        </div>
      </search>
      <main class="changes">
        {shown.slice(0, most).map((one) => (
          <ChangedCase key={one.name} one={one} />
        ))}
        {shown.length > most && (
          <button type="button" class="chip" onClick={() => setMost(most + MOST_AT_ONCE)}>
            {shown.length - most} more
          </button>
        )}
        {shown.length === 0 && (
          <p class="nothing">
            {changes.size === 0 && text === "" ? "Nothing has changed." : "No case matches the filter."}
          </p>
        )}
      </main>
    </>
  );
}

// Unless it is asked for, what is the same is only counted.
function isShown(one: ComparedCase, changes: ReadonlySet<Change>, text: string): boolean {
  if (changes.size > 0 ? !changes.has(one.change) : one.change === "same") return false;
  const where = [one.name, one.why, one.before?.outcome, one.after?.outcome].join(" ").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

function ChangedCase({ one: { name, change, why, before, after } }: { one: ComparedCase }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="change" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span class={`badge ${change}`}>
          <span aria-hidden="true">{SIGNS[change]}</span> {change}
        </span>
        <strong>{visible(name)}</strong> {why && <span class="why">{visible(why)}</span>}
        <Outcome label="before" result={before} />
        <Outcome label="after" result={after} />
      </summary>
      {isOpen && (
        <div class="sides">
          {[before, after].map((result, index) =>
            result ? (
              <CaseDetails key={result.id + index} result={result} onClose={null} />
            ) : (
              <p key="none" class="nothing">
                not in {index === 0 ? "the run before" : "the run after"}
              </p>
            ),
          )}
        </div>
      )}
    </details>
  );
}

function Outcome({ label, result }: { label: string; result: ComparedCase["before"] }) {
  if (!result) return null;
  const mark = markOf(result);
  return (
    <span class="outcome">
      <small>{label}</small>{" "}
      <span class={`inline ${hueOf(result)}`}>
        <span aria-hidden="true">{markSign(result)}</span> <span class="spoken">{mark}</span>
        {visible(result.outcome ?? result.reason ?? result.verdict)} <HarmNames result={result} />
      </span>
    </span>
  );
}
