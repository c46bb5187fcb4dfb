import { type Known, ours } from "../additions/known.ts";
import type { Terms } from "./conclusion.ts";
import { openGate } from "./gate.ts";
import { harmNames } from "./harm-names.ts";
import type { RunOptions } from "./selection.ts";

/** What the command line says of how a run, or shards that are joined to one, are judged. */
export type JudgingOptions = Partial<
  Pick<
    RunOptions,
    "baseline" | "expect" | "allowFlaky" | "failOn" | "allowNew" | "allowGone" | "allowSkipped" | "bail"
  >
>;

/**
 * First of all: a file that cannot be read, or a name that does not exist, must cost no run.
 * @throws UsageError of openGate and harmNames
 */
export async function openTerms(options: JudgingOptions, known: Known = ours): Promise<Terms> {
  return {
    gate: await openGate(options, known),
    allowFlaky: options.allowFlaky ?? false,
    failOn: harmNames(options.failOn ?? []),
  };
}
