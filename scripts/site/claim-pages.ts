import { rangeList } from "../../lib/history/page/group-section.ts";
import { type Content, html } from "../../lib/history/page/markup.ts";
import { table } from "../../lib/history/page/table.ts";
import { coverageLine } from "../../lib/history/rows.ts";
import type { ClaimHistory } from "../../lib/history/schema.ts";
import { trendLooks, whereWords } from "../../lib/history/trends.ts";
import { claimPath, layout, link, reasonMarkup, runtimePath } from "./layout.ts";
import type { Files } from "./pages.ts";
import type { RuntimeHistory, SiteData } from "./site.ts";

interface Seen {
  readonly runtime: string;
  readonly claim: ClaimHistory;
}

/** A page for each claim: what it says, by what right, and how each runtime did. */
export function claimPages(data: SiteData, runtimes: readonly RuntimeHistory[]): Files {
  const byName = new Map<string, Seen[]>();
  for (const { name: runtime, groups } of runtimes)
    for (const claim of groups.flatMap((group) => group.claims)) {
      const name = `${claim.suite}/${claim.test}`;
      byName.set(name, [...(byName.get(name) ?? []), { runtime, claim }]);
    }
  return Object.assign({}, ...[...byName].map(([name, seen]) => claimPage(data, name, seen)));
}

function claimPage(data: SiteData, name: string, seen: readonly Seen[]): Files {
  const [{ claim: first }] = seen as [Seen];
  const path = claimPath(first.suite, first.test);
  const cites = data.claims.get(name)?.cites ?? [];
  const ran = seen.filter(({ claim }) => claim.histories.some(({ trend }) => trend !== "unseen"));
  const others = seen.filter((one) => !ran.includes(one)).map(({ runtime }) => runtime);
  const body = html`<p class="lead">${first.claim}.</p>
<p><span class="chip">${first.level}</span> ${first.level === "MUST" ? "A runtime keeps or breaks it." : "Nobody promises anything; what happens is recorded and compared."}</p>
${cites.length > 0 ? html`<h2>Sources</h2><ul>${cites.map((cite) => html`<li>${cite}</li>`)}</ul>` : null}
<h2>Runtimes</h2>
${ran.length > 0 ? outcomeTable(data, path, ran) : null}
${others.length > 0 ? html`<p class="quiet">Could not run, or never ran, with ${others.join(", ")}.</p>` : null}`;
  return {
    [path]: layout(path, name, body),
    [path.replace(/html$/, "json")]:
      `${JSON.stringify({ schema: 1, suite: first.suite, test: first.test, claim: first.claim, level: first.level, cites, runtimes: ran.map(plain), unseen: others })}\n`,
  };
}

function plain({ runtime, claim }: Seen) {
  const told = claim.histories.filter(({ trend }) => trend !== "unseen");
  return { runtime, histories: told.map(({ cases, trend, sentence }) => ({ cases, trend, sentence })) };
}

function outcomeTable(data: SiteData, path: string, ran: readonly Seen[]): Content {
  const columns = [
    { title: "Runtime" },
    { title: "Cases" },
    { title: "History", className: "wide" },
    { title: "Repetitions" },
  ] as const;
  const rows = ran.flatMap(({ runtime, claim }) =>
    claim.histories
      .filter(({ trend }) => trend !== "unseen")
      .map((history) => {
        const isBroken = history.ranges.some(({ state }) => state === "broken");
        const reason = isBroken ? data.reasonOf("changed", runtime, claim) : null;
        const seen = coverageLine(claim);
        return [
          link(path, runtimePath(runtime), runtime),
          html`${whereWords(history.cases, false)}${seen ? html`<div class="quiet">${seen}</div>` : null}`,
          html`<span class="chip wraps ${history.trend}">${trendLooks[history.trend].sign} ${history.sentence}</span>${reason ? html`<p class="why">${reasonMarkup(reason)}</p>` : null}`,
          rangeList(history),
        ];
      }),
  );
  return table("Outcome of each runtime", columns, rows);
}
