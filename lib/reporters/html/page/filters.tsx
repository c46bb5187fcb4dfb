import { useLayoutEffect, useRef } from "preact/hooks";
import type { CaseResult } from "../../../results/schema.ts";
import { faultName } from "../../score-names.ts";
import { kindSigns } from "../../verdict-signs.ts";
import { visible } from "../../visible-text.ts";
import { Choice } from "./choice.tsx";
import { MARKS, markOf } from "./mark.ts";
import { type Filter, SWITCHES, toggled } from "./selection.ts";

interface Props {
  filter: Filter;
  cases: readonly CaseResult[];
  shown: number;
  onChange: (filter: Filter) => void;
}

export function Filters({ filter, cases, shown, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const bar = useRef<HTMLElement>(null);
  useSlashFocuses(input);
  useHeightTold(bar);
  const valuesOf = (name: "runtime" | (typeof SWITCHES)[number]) => [
    ...new Set(cases.map((one) => one[name])),
  ];
  const runtimes = valuesOf("runtime");
  return (
    <search class="filters" ref={bar}>
      <div class="line">
        <input
          ref={input}
          type="search"
          placeholder="Filter: words of test, runtime, outcome …  ( / )"
          aria-label="Filter the cases by words"
          value={filter.text}
          onInput={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        />
        {MARKS.map((mark) => [mark, cases.filter((one) => markOf(one) === mark).length] as const)
          .filter(([, count]) => count > 0)
          .map(([mark, count]) => (
            <button
              key={mark}
              type="button"
              class={`chip ${mark}`}
              aria-pressed={filter.marks.has(mark)}
              onClick={() => onChange({ ...filter, marks: toggled(filter.marks, mark) })}
            >
              <span aria-hidden="true">{kindSigns[mark].sign}</span> {mark} {count}
            </button>
          ))}
        {filter.fault !== null && (
          <button
            type="button"
            class="chip"
            aria-label="Show every fault again"
            onClick={() => onChange({ ...filter, fault: null })}
          >
            {faultName(filter.fault || null)} ✕
          </button>
        )}
        <output aria-live="polite">
          {shown} of {cases.length} cases
        </output>
      </div>
      <div class="line">
        {runtimes.length > 1 && (
          <fieldset class="choice">
            <legend>runtime</legend>
            {runtimes.map((runtime) => (
              <label key={runtime}>
                <input
                  type="checkbox"
                  checked={filter.runtimes.has(runtime)}
                  onChange={() => onChange({ ...filter, runtimes: toggled(filter.runtimes, runtime) })}
                />
                <span>{visible(runtime)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {SWITCHES.map((name) => (
          <Choice
            key={name}
            name={name}
            values={valuesOf(name)}
            chosen={filter.only[name]}
            onChoose={(value) => {
              const { [name]: _, ...rest } = filter.only;
              onChange({ ...filter, only: value === undefined ? rest : { ...rest, [name]: value } });
            }}
          />
        ))}
      </div>
    </search>
  );
}

function useSlashFocuses(input: { current: HTMLInputElement | null }) {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || document.activeElement === input.current) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [input]);
}

/** What sticks below the bar must know how high it is; that depends on how its lines break. */
function useHeightTold(bar: { current: HTMLElement | null }) {
  useLayoutEffect(() => {
    const { current } = bar;
    if (!current) return;
    const observer = new ResizeObserver(() =>
      document.documentElement.style.setProperty("--bar", `${current.offsetHeight}px`),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [bar]);
}
