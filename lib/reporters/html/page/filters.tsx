import { useEffect, useRef } from "preact/hooks";
import type { Counts, Verdict } from "../../../results/schema.ts";
import { VERDICTS } from "../../../results/verdict-counts.ts";
import { verdictSigns } from "../../verdict-signs.ts";
import type { Filter } from "./selection.ts";

interface Props {
  filter: Filter;
  counts: Counts;
  shown: number;
  onChange: (filter: Filter) => void;
}

export function Filters({ filter, counts, shown, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useSlashFocuses(input);

  function toggle(verdict: Verdict) {
    const verdicts = new Set(filter.verdicts);
    if (!verdicts.delete(verdict)) verdicts.add(verdict);
    onChange({ ...filter, verdicts });
  }

  return (
    <search class="filters">
      <input
        ref={input}
        type="search"
        placeholder="Filter: words of test, runtime, outcome …  ( / )"
        aria-label="Filter the cases by words"
        value={filter.text}
        onInput={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      {VERDICTS.map((verdict) => (
        <button
          key={verdict}
          type="button"
          class={`chip ${verdict}`}
          aria-pressed={filter.verdicts.has(verdict)}
          disabled={counts[verdict] === 0}
          onClick={() => toggle(verdict)}
        >
          <span aria-hidden="true">{verdictSigns[verdict].sign}</span> {verdict} {counts[verdict]}
        </button>
      ))}
      <output>{shown} shown</output>
    </search>
  );
}

function useSlashFocuses(input: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || document.activeElement === input.current) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [input]);
}
