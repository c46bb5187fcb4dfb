import type { RunFile } from "../results/schema.ts";

/** A stored run, and what it is called. */
export interface Labelled {
  readonly path: string;
  readonly run: RunFile;
}
