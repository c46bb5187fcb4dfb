import { UsageError } from "../errors.ts";
import type { RunOptions } from "./run-options.ts";
import { say } from "./say.ts";

export interface BisectOptions extends RunOptions {
  readonly baseline: string;
  readonly runtime: [string];
}

const UNUSED = ["expect", "failOn", "retries", "bail", "reporter", "out"] as const;

/** What a step of git bisect must be told. @throws UsageError `BISECT` */
export function checkedBisectOptions(options: RunOptions): BisectOptions {
  const { baseline, runtime } = options;
  if (options.shard !== undefined || options.dryRun || options.lastFailed !== undefined)
    throw new UsageError(
      "BISECT",
      "--bisect takes neither --shard, --dry-run nor --last-failed: leave them out.",
    );
  if (baseline === undefined)
    throw new UsageError(
      "BISECT",
      "--bisect compares with a run of a good revision: name it by --baseline RUN.",
    );
  if (runtime?.length !== 1)
    throw new UsageError(
      "BISECT",
      "--bisect takes one runtime, which must have the name that it has in the baseline: --runtime NAME=PATH.",
    );
  const unused = UNUSED.filter((name) => options[name] !== undefined && options[name] !== false);
  if (unused.length > 0)
    say(
      `bisect: not used here: ${unused.map(optionName).join(", ")}; what counts is whether a case is worse than the baseline`,
    );
  return { ...options, baseline, runtime: [runtime[0] as string] };
}

function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
