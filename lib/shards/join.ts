import { UsageError } from "../errors.ts";
import type { RunFile, RunHead, RunTail } from "../results/schema.ts";
import { countVerdicts } from "../results/verdict-counts.ts";
import { byBytes } from "./split.ts";

/** A shard's run, and where it was read from. */
export interface Part {
  readonly label: string;
  readonly run: RunFile;
}

/** All shards as the one run that they are parts of. Cases stand in the order of the suites, then of their names. */
export interface Joined {
  readonly head: RunHead;
  readonly cases: RunFile["cases"];
  readonly tail: Omit<RunTail, "exitCode">;
}

type Shard = NonNullable<RunHead["shard"]>;

/** @throws UsageError `NO_SHARD`, `MIXED_SHARDS`, `SHARD_TWICE`, `SHARD_MISSING`: what is not the whole of one run has no verdict */
export function joinShards(parts: readonly Part[]): Joined {
  const shards = parts.map(shardOfPart);
  const [first, ...others] = parts as [Part, ...Part[]];
  for (const other of others) demandAlike(first, other);
  demandWhole(parts, shards);
  const { shard, ...head } = first.run.head;
  const runs = parts.map(({ run }) => run);
  const cases = inOrder(
    runs.flatMap((run) => run.cases),
    Object.keys(head.suites ?? {}),
  );
  return {
    head: {
      ...head,
      planned: runs.reduce((sum, { head }) => sum + head.planned, 0),
      ...slowestOf(runs),
      started: runs.map(({ head }) => head.started).sort(byBytes)[0] as string,
    },
    cases,
    tail: {
      counts: countVerdicts(cases),
      milliseconds: Math.max(...runs.map(({ tail }) => tail.milliseconds)), // They ran side by side.
      interrupted: runs.some(({ tail }) => tail.interrupted),
      problems: parts.flatMap(({ run }, index) => problemsOf(run, shards[index] as Shard)),
    },
  };
}

/** The factor of the slowest machine, where the shards tell theirs. */
function slowestOf(runs: readonly RunFile[]): Pick<RunHead, "deadlineFactor"> {
  const factors = runs.flatMap(({ head }) => head.deadlineFactor ?? []);
  return factors.length > 0 ? { deadlineFactor: Math.max(...factors) } : {};
}

function shardOfPart({ label, run }: Part): Shard {
  if (run.head.shard) return run.head.shard;
  throw new UsageError("NO_SHARD", `${label} is no shard: it was run without --shard.`);
}

/** By what two shards of one run must not differ, in the order in which it is told. */
const FACTS: readonly (readonly [string, (head: RunHead) => string])[] = [
  ["fd012", ({ suite }) => suite],
  ["kernel", ({ machine }) => machine.kernel],
  ["architecture", ({ machine }) => machine.architecture],
  ["libc", ({ machine }) => machine.libc],
  ["node", ({ machine }) => machine.node],
  ["cgroup", ({ machine }) => machine.cgroup],
  ["root", ({ machine }) => String(machine.root)],
  ["what --suite and --driver added", ({ additions }) => JSON.stringify(additions ?? "nothing")],
];

function demandAlike(one: Part, other: Part): void {
  const [a, b] = [one.run.head, other.run.head];
  const versions = (name: string) => (head: RunHead) => head.runtimes[name] ?? "missing";
  const runtimes = [...new Set([...Object.keys(a.runtimes), ...Object.keys(b.runtimes)])].map(
    (name) => [name, versions(name)] as const,
  );
  for (const [name, of] of [...FACTS, ...runtimes]) {
    if (of(a) === of(b)) continue;
    throw new UsageError(
      "MIXED_SHARDS",
      `${one.label} and ${other.label} are not of one run: ${name} is ${of(a)} in one and ${of(b)} in the other.`,
    );
  }
  if (a.shard?.total !== b.shard?.total)
    throw new UsageError(
      "MIXED_SHARDS",
      `${one.label} is one of ${a.shard?.total} shards and ${other.label} one of ${b.shard?.total}.`,
    );
  if (a.shard?.plan !== b.shard?.plan)
    throw new UsageError(
      "MIXED_SHARDS",
      `${one.label} and ${other.label} are parts of different plans (${a.shard?.plan} and ${b.shard?.plan}): run all shards with the same patterns, options and costs.`,
    );
}

function demandWhole(parts: readonly Part[], shards: readonly Shard[]): void {
  const labels = new Map<number, string>();
  for (const [position, { index, total }] of shards.entries()) {
    const { label } = parts[position] as Part;
    const before = labels.get(index);
    if (before !== undefined)
      throw new UsageError("SHARD_TWICE", `${before} and ${label} are both shard ${index}/${total}.`);
    labels.set(index, label);
  }
  const { total } = shards[0] as Shard;
  const missing = Array.from({ length: total }, (_, at) => at + 1).filter((index) => !labels.has(index));
  if (missing.length === 0) return;
  const names = missing.map((index) => `${index}/${total}`).join(", ");
  throw new UsageError(
    "SHARD_MISSING",
    `Shard ${names} is missing: a run has a verdict only when all of it is there.`,
  );
}

function problemsOf({ cases, tail }: RunFile, shard: Shard): string[] {
  const name = `shard ${shard.index}/${shard.total}`;
  const left = shard.cases - cases.length;
  return [
    ...tail.problems.map((problem) => `${name}: ${problem}`),
    ...(left > 0 ? [`${name}: ${left} of its ${shard.cases} cases did not run`] : []),
  ];
}

function inOrder(cases: RunFile["cases"], suites: readonly string[]): RunFile["cases"] {
  return cases.sort((a, b) => suites.indexOf(a.suite) - suites.indexOf(b.suite) || byBytes(a.id, b.id));
}
