import type { Case } from "../case/case.ts";
import { matrix, type Selection } from "../matrix.ts";
import { repeated } from "../repetition.ts";
import type { LastFailed } from "./last-failed.ts";
import type { RunOptions } from "./run-options.ts";

/** All cases of a run before they are split: what was selected, of that what failed before, as often as it is to be repeated. */
export function planned(
  selection: Selection,
  { repeat = 1 }: Pick<RunOptions, "repeat">,
  failed: LastFailed | null,
): Case[] {
  const all = matrix(selection);
  return repeated(failed ? failed.of(all) : all, repeat);
}
