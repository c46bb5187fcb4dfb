import type { Score, ScoreRow } from "../results/score.ts";
import { visible } from "./visible-text.ts";

/** A fault as the score's rows are headed. */
export function faultName(fault: ScoreRow["fault"]): string {
  return visible(fault ?? "no fault");
}

/** Columns by name: where room is scarce a wiring in short (`direct` of `direct-file`), if that tells it apart. */
export function shortColumnNames({ across, columns }: Score): string[] {
  const full = columns.map(visible);
  if (across === "runtime") return full;
  const short = full.map((name) => name.split("-")[0] || name);
  return new Set(short).size === short.length ? short : full;
}
