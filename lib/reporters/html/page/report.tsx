import { useEffect, useMemo, useState } from "preact/hooks";
import type { RunFile } from "../../../results/schema.ts";
import { CaseDetails } from "./case-details.tsx";
import { Filters } from "./filters.tsx";
import { RunHeader } from "./run-header.tsx";
import { anyFilter, type Filter, matches } from "./selection.ts";
import { SuiteMatrix } from "./suite-matrix.tsx";

/** The whole page: what ran, the matrix, and beside it the case that is open. */
export function Report({ run }: { run: RunFile }) {
  const [filter, setFilter] = useState<Filter>(anyFilter);
  const [openId, setOpenId] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const open = run.cases.find(({ id }) => id === openId) ?? null;
  const shown = useMemo(() => run.cases.filter((result) => matches(result, filter)), [run, filter]);
  const suites = [...new Set(shown.map(({ suite }) => suite))];

  function show(id: string) {
    setOpenId(id);
    // The address leads to the open case, without an entry in the history for each.
    history.replaceState(null, "", id ? `#${encodeURIComponent(id)}` : location.pathname + location.search);
  }

  function close() {
    show("");
    document.querySelector<HTMLElement>(".cell[aria-expanded=true]")?.focus();
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && openId) close();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  return (
    <>
      <RunHeader run={run} />
      <Filters filter={filter} counts={run.tail.counts} shown={shown.length} onChange={setFilter} />
      <div class={open ? "split" : ""}>
        <main>
          {suites.map((suite) => (
            <SuiteMatrix
              key={suite}
              suite={suite}
              title={run.head.suites?.[suite] ?? null}
              results={shown.filter((result) => result.suite === suite)}
              openId={openId}
              onOpen={show}
            />
          ))}
          {shown.length === 0 && <p class="nothing">No case matches the filter.</p>}
        </main>
        {open && (
          <aside aria-label="The case that is open">
            <CaseDetails key={open.id} result={open} onClose={close} />
          </aside>
        )}
      </div>
      <Failures run={run} />
    </>
  );
}

/** On paper nothing can be opened, so what is not as it should be stands below the matrix. */
function Failures({ run }: { run: RunFile }) {
  const failures = run.cases.filter(({ verdict }) => verdict === "fail" || verdict === "error");
  if (failures.length === 0) return null;
  return (
    <section class="paper">
      <h2>Not as it should be</h2>
      {failures.map((result) => (
        <CaseDetails key={result.id} result={result} onClose={null} />
      ))}
    </section>
  );
}
