import type { Group } from "../../lib/history/schema.ts";
import type { RunFile } from "../../lib/results/schema.ts";

/** What the pages are made of; plain data. */
export interface SiteData {
  /** The oldest first. */
  readonly releases: readonly Release[];
  /** Claims by their names, for their sources. */
  readonly claims: ReadonlyMap<string, { readonly cites: readonly string[] }>;
  reasonOf(kind: "changed" | "broken", runtime: string, claim: ClaimName): Reason | null;
  /** The picture of the score; null where there is none. */
  readonly score: string | null;
}

export interface Release {
  readonly name: string;
  readonly title: string;
  readonly runs: readonly Measured[];
}

export interface Measured {
  readonly runtime: string;
  /** Below reports/. */
  readonly path: string;
  readonly run: RunFile;
}

export interface ClaimName {
  readonly suite: string;
  readonly test: string;
}

export interface Reason {
  readonly why: string;
  readonly source?: string;
}

/** A runtime with its histories: one, or several where its runs cannot all be compared. */
export interface RuntimeHistory {
  readonly name: string;
  readonly groups: readonly Group[];
}
