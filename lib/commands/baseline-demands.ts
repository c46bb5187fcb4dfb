import { UsageError } from "../errors.ts";
import type { RunFile, RunHead } from "../results/schema.ts";

/** What a run can be held against is a whole run. @throws UsageError `BASELINE_PART` */
export function demandWhole(path: string, { head, cases, tail }: RunFile): void {
  const again = "make the baseline of a whole run";
  if (head.shard)
    throw new UsageError(
      "BASELINE_PART",
      `${path} is shard ${head.shard.index} of ${head.shard.total}: join the shards with fd012 merge first, and name that run.`,
    );
  if (tail.interrupted) throw new UsageError("BASELINE_PART", `${path} was interrupted: ${again}.`);
  if (cases.length < head.planned)
    throw new UsageError(
      "BASELINE_PART",
      `${path} has ${cases.length} of the ${head.planned} cases of its plan: ${again}, without --bail.`,
    );
}

/** Runs that were made otherwise differ by that alone. @throws UsageError `BASELINE_OPTIONS` */
export function demandComparable(path: string, before: RunHead, now: RunHead): void {
  const facts: [string, (head: RunHead) => string][] = [
    ["--timeout", ({ options }) => `${options.timeout} s`],
    ["the kernel trace", ({ options }) => (options.kernelTrace ? "on" : "off")],
    ["root", ({ machine }) => (machine.root ? "yes" : "no")],
  ];
  for (const [name, of] of facts) {
    if (of(before) === of(now)) continue;
    throw new UsageError(
      "BASELINE_OPTIONS",
      `${path} was made with other options: ${name} was ${of(before)} there, and is ${of(now)} here; make this run, or the baseline, in the same way.`,
    );
  }
}
