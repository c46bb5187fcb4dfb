import { factList, trendSections } from "../../lib/history/page/group-section.ts";
import { type Content, html } from "../../lib/history/page/markup.ts";
import { table } from "../../lib/history/page/table.ts";
import type { HistoryRow } from "../../lib/history/rows.ts";
import { claimPath, layout, loopWords, reasonMarkup, runtimePath, urlOf } from "./layout.ts";
import type { Files } from "./pages.ts";
import { rowsOfRuntimes } from "./releases.ts";
import type { RuntimeHistory, SiteData } from "./site.ts";

/** Its releases side by side, what changed in each and why, and what is wrong in all of them. */
export function runtimePage(data: SiteData, { name, groups }: RuntimeHistory): Files {
  const path = runtimePath(name);
  const around = {
    claimLink: (suite: string, test: string) => urlOf(path, claimPath(suite, test)),
    why: ({ claim, history: { trend, ranges } }: HistoryRow): Content => {
      const isAlways = trend === "always-bad";
      if (isAlways && !ranges.some(({ state }) => state === "broken")) return null;
      return reasonMarkup(data.reasonOf(isAlways ? "broken" : "changed", name, claim));
    },
  };
  const body = html`${releaseTable(data, name, path)}
${groups.length > 1 ? html`<p class="caution">The runs are in ${groups.length} groups that are not compared with each other: they differ in what stands above each.</p>` : null}
${groups.map((group) => html`${factList(group)}${trendSections(group, around)}`)}`;
  return {
    [path]: layout(path, name, body),
    [path.replace(/html$/, "json")]:
      `${JSON.stringify({ schema: 1, runtime: name, groups: groups.map(({ claims, ...group }) => ({ ...group, claims: claims.map(told) })) })}\n`,
  };
}

/** What never ran is not repeated claim by claim. */
function told({ histories, coverage, ...claim }: RuntimeHistory["groups"][number]["claims"][number]) {
  return { ...claim, histories: histories.filter(({ trend }) => trend !== "unseen") };
}

function releaseTable({ releases }: SiteData, name: string, path: string): Content {
  const rows = rowsOfRuntimes(releases).filter(({ runtime }) => runtime === name);
  const columns = [
    ...[{ title: "Release" }, { title: "Version" }],
    ...["Held", "Recorded", "of these harmed", "Broken", "Skipped"].map((title) => ({
      title,
      className: "number" as const,
    })),
    ...[{ title: "Loops", className: "number" as const }, { title: "Raw run" }],
  ];
  return html`${table(
    `${name}: releases`,
    columns,
    rows.map(({ release, version, counts, loops, path: raw }) => [
      html`<a href="${urlOf(path, `distributions/${release.name}.html`)}">${release.title}</a>`,
      version,
      ...[counts.held, counts.recorded, counts.harmed, counts.broken + counts.error, counts.skip, loops],
      html`<a href="../${urlOf(path, raw)}">JSON</a>`,
    ]),
  )}<p class="quiet">${loopWords(Math.min(...rows.map(({ loops }) => loops)))}</p>`;
}
