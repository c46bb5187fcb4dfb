import { useCallback, useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { CaseResult, RunFile } from "../../../results/schema.ts";
import { isTrouble } from "../../../results/standing.ts";
import { fragmentOf, type View, viewOf } from "./address.ts";
import { CaseDetails } from "./case-details.tsx";
import { Filters } from "./filters.tsx";
import { useGrowing } from "./growing.ts";
import { RunHeader } from "./run-header.tsx";
import { type Filter, matches } from "./selection.ts";
import { SuiteMatrix } from "./suite-matrix.tsx";

/** With the rows of each that are made at once, some screens full. */
const SUITES_AT_ONCE = 2;

/**
 * The whole page: what ran, the matrix, and beside it the case that is open. Its effects are those of the layout: a key that comes
 * before an ordinary effect has run, a frame later, would be lost.
 */
export function Report({ run }: { run: RunFile }) {
  const [{ filter, openId }, setView] = useState<View>(() => viewOf(location.hash));
  const suites = useMemo(() => bySuite(run.cases.filter((result) => matches(result, filter))), [run, filter]);
  const shown = [...suites.values()].reduce((sum, { length }) => sum + length, 0);
  const open = run.cases.find(({ id }) => id === openId) ?? null;
  const show = useCallback((id: string) => setView((view) => ({ ...view, openId: id })), []);

  const showOnly = useCallback((only: Filter) => {
    setView({ filter: only, openId: "" });
    document.querySelector(".filters")?.scrollIntoView();
  }, []);

  useLayoutEffect(() => {
    const fragment = fragmentOf({ filter, openId });
    // The address leads to what is shown, without an entry in the history for each step.
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
  }, [filter, openId]);

  const close = useCallback(() => {
    document.querySelector<HTMLElement>("main [aria-expanded=true]")?.focus();
    show("");
  }, [show]);

  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && openId) close();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [openId, close]);

  return (
    <>
      <RunHeader run={run} onOpen={show} onShow={showOnly} />
      <Filters
        filter={filter}
        cases={run.cases}
        shown={shown}
        onChange={(changed) => setView((view) => ({ ...view, filter: changed }))}
      />
      <div class={open ? "split" : ""}>
        <main>
          <Suites run={run} suites={suites} openId={openId} onOpen={show} />
          {shown === 0 && <p class="nothing">No case matches the filter.</p>}
        </main>
        {open && (
          <aside aria-label="The case that is open">
            <CaseDetails key={open.id} result={open} onClose={close} />
          </aside>
        )}
      </div>
      <Failures cases={run.cases} />
    </>
  );
}

interface SuitesProps {
  run: RunFile;
  suites: ReadonlyMap<string, readonly CaseResult[]>;
  openId: string;
  onOpen: (id: string) => void;
}

function Suites({ run, suites, openId, onOpen }: SuitesProps) {
  const { most, end } = useGrowing<HTMLParagraphElement>(SUITES_AT_ONCE);
  const all = [...suites];
  return (
    <>
      {all.slice(0, most).map(([suite, results]) => (
        <SuiteMatrix
          key={suite}
          suite={suite}
          title={run.head.suites?.[suite] ?? null}
          {...{ results, openId, onOpen }}
        />
      ))}
      {all.length > most && (
        <p ref={end} class="nothing">
          {all.length - most} more suites …
        </p>
      )}
    </>
  );
}

function bySuite(cases: readonly CaseResult[]): Map<string, CaseResult[]> {
  const suites = new Map<string, CaseResult[]>();
  for (const result of cases) {
    const results = suites.get(result.suite);
    if (results) results.push(result);
    else suites.set(result.suite, [result]);
  }
  return suites;
}

/** More than this nobody reads on paper, and each makes the page slower to open. */
const MOST_ON_PAPER = 100;

/** On paper nothing can be opened, so what is not as it should be stands below the matrix. */
function Failures({ cases }: { cases: readonly CaseResult[] }) {
  const failures = cases.filter(isTrouble);
  if (failures.length === 0) return null;
  const rest = failures.length - MOST_ON_PAPER;
  return (
    <section class="paper">
      <h2>Not as it should be</h2>
      {failures.slice(0, MOST_ON_PAPER).map((result) => (
        <CaseDetails key={result.id} result={result} onClose={null} />
      ))}
      {rest > 0 && <p>… and {rest} more, in the matrix above.</p>}
    </section>
  );
}
