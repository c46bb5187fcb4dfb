import type { RunOptions } from "./run-options.ts";

/** What a run records of how it was asked for: the words of the command line, then what a project file added. */
export function commandWords({ fromFile = [] }: Pick<RunOptions, "fromFile">): string[] {
  return [...process.argv.slice(2), ...fromFile];
}
