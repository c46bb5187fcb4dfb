import { deadlyClass } from "../../lib/history/page/group-section.ts";
import { type Content, html } from "../../lib/history/page/markup.ts";
import { table } from "../../lib/history/page/table.ts";
import type { CaseHistory, ClaimHistory, Group, Range } from "../../lib/history/schema.ts";
import { whereWords } from "../../lib/history/trends.ts";
import { claimPath, layout, link, loopWords, runtimePath } from "./layout.ts";
import type { Files } from "./pages.ts";
import { loopsOf } from "./releases.ts";
import type { Release, RuntimeHistory, SiteData } from "./site.ts";

interface Fault {
  readonly claim: ClaimHistory;
  readonly history: CaseHistory;
  readonly range: Range;
  /** The first version that is known without it; null where none is. */
  readonly fixedIn: string | null;
}

/** What somebody who has this release's runtimes has to expect: their faults, and the version that is without. */
export function distributionPage(
  _data: SiteData,
  release: Release,
  runtimes: readonly RuntimeHistory[],
): Files {
  const path = `distributions/${release.name}.html`;
  const told = release.runs.map(({ runtime, path: raw }) => {
    const groups = runtimes.find(({ name }) => name === runtime)?.groups ?? [];
    const group = groups.find(({ points }) =>
      points.some(({ runs }) => runs.some((run) => run.path === raw)),
    );
    const at = group?.points.find(({ runs }) => runs.some((run) => run.path === raw))?.label ?? "";
    return { runtime, version: at, faults: group ? faultsAt(group, at) : [] };
  });
  const body = html`<p class="lead">The faults of the runtimes of ${release.title}, and the version that is known to be without.</p>
<p class="quiet">${loopWords(loopsOf(release.runs))}</p>
${told.map(
  ({
    runtime,
    version,
    faults,
  }) => html`<h2>${link(path, runtimePath(runtime), runtime)} ${version} <small>${faults.length === 0 ? "no fault was seen" : `${faults.length} faults, ${faults.filter(({ fixedIn }) => fixedIn).length} of them fixed later`}</small></h2>
${faults.length > 0 ? faultTable(path, runtime, faults) : null}`,
)}`;
  const plain = told.map(({ faults, ...one }) => ({
    ...one,
    faults: faults.map(({ claim, history, range: { words, state }, fixedIn }) => ({
      ...{ claim: `${claim.suite}/${claim.test}`, cases: history.cases, words, state, fixedIn },
    })),
  }));
  return {
    [path]: layout(path, `${release.title}: faults of its runtimes`, body),
    [path.replace(/html$/, "json")]:
      `${JSON.stringify({ schema: 1, release: release.name, runtimes: plain })}\n`,
  };
}

function faultTable(path: string, runtime: string, faults: readonly Fault[]): Content {
  const columns = [{ title: "Claim" }, { title: "Fault", className: "wide" }, { title: "Fixed in" }] as const;
  return table(
    `Faults of ${runtime}`,
    columns,
    faults.map(({ claim, history, range, fixedIn }) => [
      html`${link(path, claimPath(claim.suite, claim.test), html`<code>${claim.suite}/${claim.test}</code>`)}<div class="quiet">${whereWords(history.cases, false)}</div>`,
      html`<span class="chip wraps ${range.state}${deadlyClass([range])}">${range.words}</span> <span class="quiet">${range.times} of ${range.of}</span>`,
      fixedIn === null ? "not known" : html`<span class="chip better">${fixedIn}</span>`,
    ]),
  );
}

/** Those that break a claim first. */
function faultsAt({ points, claims }: Group, at: string): Fault[] {
  const order = points.map(({ label }) => label);
  const isIn = ({ from, to }: Range) =>
    order.indexOf(from) <= order.indexOf(at) && order.indexOf(at) <= order.indexOf(to);
  const faults = claims.flatMap((claim) =>
    claim.histories.flatMap((history) => {
      const index = history.ranges.findIndex(isIn);
      const range = history.ranges[index];
      if (!range || !isFault(range)) return [];
      const later = history.ranges.slice(index + 1).filter(({ of }) => of > 0);
      return [{ claim, history, range, fixedIn: later.find((one) => !isFault(one))?.from ?? null }];
    }),
  );
  return faults.sort((a, b) => Number(b.range.state === "broken") - Number(a.range.state === "broken"));
}

function isFault({ state }: Range): boolean {
  return state === "broken" || state === "harmed" || state === "flaky";
}
