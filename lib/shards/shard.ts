import { UsageError } from "../errors.ts";

/** One part of a run that is split over machines. */
export interface Shard {
  /** From 1 to `total`. */
  readonly index: number;
  readonly total: number;
  /** The variables that said so; null where the command line did. */
  readonly from: string | null;
}

/**
 * `--shard i/n`, or `auto`: what the CI or Kubernetes says in variables of its own. Only where it is asked for: a run that became a
 * quarter of itself because a variable is set would surprise.
 * @throws UsageError `SHARD`
 */
export function shardOf(text: string, environment: NodeJS.ProcessEnv): Shard {
  if (text === "auto") return shardOfEnvironment(environment);
  const [, index, total] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  if (index === undefined || total === undefined)
    throw new UsageError("SHARD", `--shard takes i/n, such as 2/4, or auto; not "${text}".`);
  return checked(`--shard ${text}`, Number(index), Number(total), null);
}

function shardOfEnvironment(environment: NodeJS.ProcessEnv): Shard {
  const { CI_NODE_INDEX, CI_NODE_TOTAL, JOB_COMPLETION_INDEX, FD012_SHARD_TOTAL } = environment;
  if (CI_NODE_INDEX && CI_NODE_TOTAL) {
    const said = `CI_NODE_INDEX=${CI_NODE_INDEX} CI_NODE_TOTAL=${CI_NODE_TOTAL}`;
    return checked(said, number(CI_NODE_INDEX), number(CI_NODE_TOTAL), said);
  }
  if (JOB_COMPLETION_INDEX && FD012_SHARD_TOTAL) {
    const said = `JOB_COMPLETION_INDEX=${JOB_COMPLETION_INDEX} FD012_SHARD_TOTAL=${FD012_SHARD_TOTAL}`;
    return checked(said, number(JOB_COMPLETION_INDEX) + 1, number(FD012_SHARD_TOTAL), said);
  }
  // Kubernetes does not tell a pod how many there are.
  if (JOB_COMPLETION_INDEX)
    throw new UsageError(
      "SHARD",
      "--shard auto found JOB_COMPLETION_INDEX and no FD012_SHARD_TOTAL: set that to the job's completions.",
    );
  // A GitLab job without `parallel` has the total and no index.
  if (CI_NODE_TOTAL === "1") return { index: 1, total: 1, from: "CI_NODE_TOTAL=1" };
  throw new UsageError(
    "SHARD",
    "--shard auto found neither CI_NODE_INDEX and CI_NODE_TOTAL nor JOB_COMPLETION_INDEX and FD012_SHARD_TOTAL: give --shard i/n.",
  );
}

function checked(said: string, index: number, total: number, from: string | null): Shard {
  if (Number.isInteger(index) && Number.isInteger(total) && index >= 1 && index <= total)
    return { index, total, from };
  throw new UsageError("SHARD", `${said} is no shard: of n there are the shards 1/n to n/n.`);
}

function number(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
}
