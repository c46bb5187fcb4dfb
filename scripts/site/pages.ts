import { groupsOf } from "../../lib/history/history-of.ts";
import { claimPages } from "./claim-pages.ts";
import { distributionPage } from "./distribution-page.ts";
import { indexPage } from "./index-page.ts";
import { runtimePage } from "./runtime-page.ts";
import type { RuntimeHistory, SiteData } from "./site.ts";

export type Files = Record<string, string>;

/** The text of every page, and of the same data as JSON beside it, by its path. */
export function sitePages(data: SiteData): Files {
  const runtimes = historiesOf(data);
  return Object.assign(
    {},
    indexPage(data, runtimes),
    ...runtimes.map((runtime) => runtimePage(data, runtime)),
    ...data.releases.map((release) => distributionPage(data, release, runtimes)),
    claimPages(data, runtimes),
  );
}

function historiesOf({ releases }: SiteData): RuntimeHistory[] {
  const runs = releases.flatMap((release) => release.runs);
  const names = [...new Set(runs.map(({ runtime }) => runtime))].sort();
  return names.map((name) => ({
    name,
    groups: groupsOf(
      runs.filter(({ runtime }) => runtime === name),
      "version",
    ),
  }));
}
