import type { Case } from "../case/case.ts";
import { UsageError } from "../errors.ts";
import { ungatedExitCode } from "../results/exit-code.ts";
import { readBaseline } from "../results/read-run.ts";
import type { RunHead, RunTail } from "../results/schema.ts";
import { costsOf } from "../shards/costs.ts";
import { shardOf } from "../shards/shard.ts";
import { split } from "../shards/split.ts";
import { say } from "./say.ts";
import type { RunOptions } from "./selection.ts";

/** What `--shard` makes of a run. */
export interface Sharding {
  /** This shard's cases, in their order; says on stderr which part of the whole it is. */
  take(plan: readonly Case[]): { cases: Case[]; shard: NonNullable<RunHead["shard"]> };
  /** @param whole what it would be of a run that is no shard */
  exitCode(plan: readonly Case[], tail: Omit<RunTail, "exitCode">, whole: number): number;
}

/**
 * Null where the run is not split. The run that costs are taken from is read before anything runs.
 * @throws UsageError of shardOf and readBaseline
 */
export async function openSharding(
  options: Pick<RunOptions, "shard" | "costs" | "baseline" | "expect" | "timeout">,
): Promise<Sharding | null> {
  if (options.shard === undefined) {
    if (options.costs === undefined) return null;
    throw new UsageError("SHARD", "--costs says how --shard splits the run: give --shard too.");
  }
  const { index, total, from } = shardOf(options.shard, process.env);
  const source = options.costs ?? options.baseline;
  const earlier = source === undefined ? null : (await readBaseline(source)).cases;
  const cost = costsOf(earlier, options.timeout * 1000);
  const isGated = options.baseline !== undefined || options.expect !== undefined;
  return {
    take(plan) {
      const { shardOf, identity } = split(
        plan.map((one) => one.plan),
        cost,
        total,
      );
      const cases = plan.filter(({ plan: { id } }) => shardOf.get(id) === index);
      const words = [`shard ${index}/${total}`, ...(from ? [`(${from})`] : [])].join(" ");
      say(`${words}: ${cases.length} of ${plan.length} cases`);
      if (isGated) say("what is worse or expected is told by fd012 merge, of the whole run");
      return { cases, shard: { index, total, plan: identity, cases: cases.length } };
    },
    exitCode: (plan, tail, whole) => shardExitCode(plan, tail, isGated ? null : whole),
  };
}

/**
 * A shard with nothing to do, because there are more shards than cases or only skipped ones were left for it, is as good as any: only where
 * nothing of the whole plan could run did nothing run. A gate is for the merged run: a shard cannot tell what an expectation matches.
 */
function shardExitCode(
  plan: readonly Case[],
  tail: Omit<RunTail, "exitCode">,
  ungated: number | null,
): number {
  const code = ungated ?? ungatedExitCode(tail);
  return code === 4 && plan.some((one) => one.skip === null) ? 0 : code;
}
