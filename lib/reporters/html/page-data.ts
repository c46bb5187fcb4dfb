import type { Comparison } from "../../compare/comparison.ts";
import type { RunFile } from "../../results/schema.ts";

/** What the page shows: a run, or two of them compared. */
export type PageData = RunFile | { readonly comparison: Comparison };
