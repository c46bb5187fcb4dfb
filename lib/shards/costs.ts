import type { CaseResult, PlannedCase } from "../results/schema.ts";

/** What a case will cost, in milliseconds. */
export type Cost = (planned: PlannedCase) => number;

/**
 * What an earlier run measured; of another image, where it had no case of this one. What it does not know, and everything where there is
 * none, is estimated. Nothing of this machine is looked at: each shard must come to the same numbers.
 * @param limit milliseconds that a case may take
 */
export function costsOf(earlier: readonly CaseResult[] | null, limit: number): Cost {
  const exact = new Map<string, number>();
  const alike = new Map<string, number>();
  for (const { id, milliseconds, ...names } of earlier ?? []) {
    const cost = Math.max(LEAST, Math.round(milliseconds));
    exact.set(id, cost);
    alike.set(cell(names), Math.max(cost, alike.get(cell(names)) ?? 0));
  }
  return (planned) => exact.get(planned.id) ?? alike.get(cell(planned)) ?? estimate(planned, limit);
}

/** What even a skipped case costs: so that thousands of them are spread too. */
const LEAST = 1;

type Names = Pick<PlannedCase, "suite" | "test" | "runtime" | "strategy" | "filesystem">;

function cell({ suite, test, runtime, strategy, filesystem }: Names): string {
  return [`${suite}/${test}`, runtime, strategy, filesystem].join(" ");
}

/** Medians of the runs in reports/baselines: what one container costs. By words of a runtime's name. */
const CONTAINER: readonly (readonly [RegExp, number])[] = [
  [/docker/, 530],
  [/runsc/, 400],
  [/podman/, 350],
  [/containerd/, 300],
  [/nspawn/, 190],
  [/./, 120],
];
const UNSHARE = 75;

/** An NFS client only looks at the server again after seconds. */
const NFS = 2_000;
/** These run into the time limit where a runtime fails them, and on some file systems always. */
const HANGS = /^server-gone\/|beyond-a-pipe$/;
/** 16 MiB through a pipe and an engine's log driver. */
const LARGE = /exact-sizes\/\d{8}$/;

function estimate({ suite, test, runtime, filesystem }: PlannedCase, limit: number): number {
  const name = `${suite}/${test}`;
  if (HANGS.test(name)) return limit;
  const [, container] = CONTAINER.find(([word]) => word.test(runtime)) ?? [null, UNSHARE];
  const own = runtime === "unshare" ? UNSHARE : container;
  return own * (LARGE.test(name) ? 10 : 1) + (filesystem.startsWith("nfs") ? NFS : 0);
}
