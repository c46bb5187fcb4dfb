import { shortVersion } from "../../lib/history/version-order.ts";
import type { Counts } from "../../lib/results/schema.ts";
import type { Measured, Release } from "./site.ts";

interface Row {
  readonly runtime: string;
  readonly release: Release;
  readonly path: string;
  readonly version: string;
  readonly loops: number;
  readonly counts: Counts;
}

/** A row a run, runtime by runtime, the oldest release first. */
export function rowsOfRuntimes(releases: readonly Release[]): Row[] {
  const rows = releases.flatMap((release) =>
    release.runs.map(({ runtime, path, run }) => ({
      ...{ runtime, release, path },
      version: shortVersion(run.head.runtimes[runtime] ?? ""),
      loops: run.head.loops?.times ?? 1,
      counts: run.tail.counts,
    })),
  );
  return rows.sort((a, b) => (a.runtime < b.runtime ? -1 : Number(a.runtime > b.runtime)));
}

/** How many loops stand behind the least trusted of these runs. */
export function loopsOf(runs: readonly Measured[]): number {
  return Math.min(...runs.map(({ run }) => run.head.loops?.times ?? 1));
}
