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

/** What a run depends on beside its selection. */
export interface Conditions {
  /** Seconds that a case may take. */
  readonly timeout: number;
  readonly kernelTrace: boolean;
  readonly root: boolean;
  /** On whose behalf runtimes were driven; undefined where nobody else's. */
  readonly as: RunHead["options"]["as"] | undefined;
  /** Suites and runtimes that are not fd012's own; undefined where there are none. */
  readonly additions: RunHead["additions"] | undefined;
}

export function conditionsOf({ options, machine, additions }: RunHead): Conditions {
  const { timeout, kernelTrace, as } = options;
  return { timeout, kernelTrace, as, root: machine.root, additions };
}

const WORDS: readonly [string, (conditions: Partial<Conditions>) => string | null][] = [
  ["--timeout", ({ timeout }) => (timeout === undefined ? null : `${timeout} s`)],
  ["the kernel trace", ({ kernelTrace }) => word(kernelTrace, "on", "off")],
  ["root", ({ root }) => word(root, "yes", "no")],
  ["--as", (now) => ("as" in now ? behalf(now.as) : null)],
  ["--suite", (now) => ("additions" in now ? names(now.additions?.suites.map(({ name }) => name)) : null)],
  [
    "--driver",
    (now) => ("additions" in now ? names(now.additions?.drivers.flatMap((one) => one.runtimes)) : null),
  ],
];

function word(value: boolean | undefined, yes: string, no: string): string | null {
  if (value === undefined) return null;
  return value ? yes : no;
}

function behalf(as: Conditions["as"]): string {
  return as ? `${as.user} with ${as.ids === 1 ? "one id" : "subordinate ids"}` : "left out";
}

/** Files may be called otherwise, and named in another order. */
function names(added: readonly string[] = []): string {
  return added.length === 0 ? "left out" : [...added].sort().join(", ");
}

/**
 * Runs that were made otherwise differ by that alone.
 * @param now of a run that has not begun, as much as is known
 * @throws UsageError `BASELINE_OPTIONS`
 */
export function demandComparable(path: string, before: RunHead, now: Partial<Conditions>): void {
  for (const [name, of] of WORDS) {
    const [there, here] = [of(conditionsOf(before)), of(now)];
    if (here === null || there === here) continue;
    throw new UsageError(
      "BASELINE_OPTIONS",
      `${path} was made with other options: ${name} was ${there} there, and is ${here} here; make this run, or the baseline, in the same way.`,
    );
  }
}
