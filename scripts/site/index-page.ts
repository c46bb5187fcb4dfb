import { type Content, html } from "../../lib/history/page/markup.ts";
import { table } from "../../lib/history/page/table.ts";
import { scoreLegend, scoreSigns, scoreTitle } from "../../lib/reporters/score-signs.ts";
import { scoreOf } from "../../lib/results/score.ts";
import { claimPath, layout, link, loopWords, runtimePath, urlOf } from "./layout.ts";
import type { Files } from "./pages.ts";
import { loopsOf, rowsOfRuntimes } from "./releases.ts";
import type { RuntimeHistory, SiteData } from "./site.ts";

const PATH = "index.html";
/** Those of which most people have one. */
const SCORED = ["crun", "runc", "podman+crun", "docker", "containerd", "cri"];

export function indexPage(data: SiteData, runtimes: readonly RuntimeHistory[]): Files {
  const title = "How container runtimes treat fds 0, 1 and 2 of PID 1";
  return { [PATH]: layout(PATH, title, body(data, runtimes)), "index.json": jsonOf(data, runtimes) };
}

function body(data: SiteData, runtimes: readonly RuntimeHistory[]): Content {
  return html`<p class="lead">fd012 breaks what lies behind a container's standard streams, and records how PID 1 ended, which bytes were lost, and whether the runtime
reported the right exit status.</p>
<h2>Score</h2>
${data.score === null ? scoreTable(data) : html`<img class="score" src="../score.svg" alt="Faults down, runtimes across: how PID 1 ended, its bytes, its status">`}
<h2>Runtimes</h2>
${runtimeTable(data)}
<p class="quiet">${loopWords(loopsOf(data.releases.flatMap(({ runs }) => runs)))} Raw runs: the releases in the table link to them.</p>
<h2>Distributions</h2>
<ul>${data.releases.map(({ name, title }) => html`<li>${link(PATH, `distributions/${name}.html`, title)}: the faults of its runtimes, and where they are fixed</li>`)}</ul>
<h2>Claims</h2>
${claimLists(data, runtimes)}`;
}

function runtimeTable(data: SiteData): Content {
  const columns = [
    ...[{ title: "Runtime" }, { title: "Release" }, { title: "Version" }],
    ...["Held", "Recorded", "of these harmed", "Broken", "Skipped"].map((title) => ({
      title,
      className: "number" as const,
    })),
  ];
  return table(
    "Runtimes",
    columns,
    rowsOfRuntimes(data.releases).map(({ runtime, release, path, version, counts }) => [
      link(PATH, runtimePath(runtime), runtime),
      html`<a href="${`../${urlOf(PATH, path)}`}">${release.title}</a>`,
      version,
      ...[counts.held, counts.recorded, counts.harmed, counts.broken + counts.error, counts.skip],
    ]),
  );
}

/** Where no picture was drawn. */
function scoreTable({ releases }: SiteData): Content {
  const all = releases.find(({ name }) => name === "debian-12") ?? releases[0];
  const cases = SCORED.flatMap((name) => all?.runs.find(({ runtime }) => runtime === name)?.run.cases ?? []);
  const score = scoreOf(cases, "runtime");
  if (score === null) return null;
  const columns = [{ title: "Fault" }, { title: "Wiring" }, ...score.columns.map((title) => ({ title }))];
  const rows = score.rows.map(({ fault, strategy, cells }) => [
    fault ?? "nothing is done",
    strategy,
    ...cells.map((cell) =>
      cell
        ? html`<span title="${scoreTitle(cell)}">${scoreSigns(cell)
            .map(({ sign }) => sign)
            .join(" ")}</span>`
        : "",
    ),
  ]);
  return html`<p class="quiet">${all?.title ?? null}. Three signs a cell: ${scoreLegend(score)}</p>${table("Score", columns, rows)}`;
}

function claimLists({ releases }: SiteData, runtimes: readonly RuntimeHistory[]): Content {
  const titles = Object.assign(
    {},
    ...releases.flatMap(({ runs }) => runs.map(({ run }) => run.head.suites ?? {})),
  );
  const claims = new Map(
    runtimes
      .flatMap(({ groups }) => groups.flatMap((group) => group.claims))
      .map((one) => [`${one.suite}/${one.test}`, one]),
  );
  const suites = [...new Set([...claims.values()].map(({ suite }) => suite))];
  return suites.map((suite) => {
    const those = [...claims.values()].filter((one) => one.suite === suite);
    return html`<details><summary><strong>${suite}</strong>: ${titles[suite] ?? ""} <small>${those.length}</small></summary>
<ul>${those.map(
      ({
        test,
        claim,
      }) => html`<li>${link(PATH, claimPath(suite, test), html`<code>${test}</code>`)} ${claim}</li>
`,
    )}</ul></details>
`;
  });
}

function jsonOf({ releases }: SiteData, runtimes: readonly RuntimeHistory[]): string {
  const data = {
    schema: 1,
    runtimes: runtimes.map(({ name }) => ({
      name,
      page: runtimePath(name),
      json: runtimePath(name).replace(/html$/, "json"),
    })),
    distributions: releases.map(({ name, title }) => ({ name, title, json: `distributions/${name}.json` })),
    runs: rowsOfRuntimes(releases).map(({ release, ...row }) => ({ ...row, release: release.name })),
    claims: [
      ...new Set(
        runtimes.flatMap(({ groups }) =>
          groups.flatMap(({ claims }) => claims.map(({ suite, test }) => `${suite}/${test}`)),
        ),
      ),
    ],
  };
  return `${JSON.stringify(data, null, 1)}\n`;
}
