import { UsageError } from "../errors.ts";
import type { CaseResult, RunFile, RunHead } from "../results/schema.ts";
import { type CaseChanges, caseChanges } from "./case-changes.ts";
import { CHANGES, type ComparedCase, type ComparedFact, type Comparison } from "./comparison.ts";

/** A run, or the part of one that belongs to one runtime. */
export interface Side {
  readonly label: string;
  readonly head: RunHead;
  readonly cases: readonly CaseResult[];
  /** Whether it ended before all of its cases had. */
  readonly isCut?: boolean;
}

/** Two runs for people, who may compare one runtime with another, or one node. @throws UsageError `NOTHING_IN_COMMON` */
export function compareRuns(before: Side, after: Side): Comparison {
  const key = keyFor(before, after);
  const names = new Set(before.cases.map(key));
  if (!after.cases.some((one) => names.has(key(one))))
    throw new UsageError(
      "NOTHING_IN_COMMON",
      `${before.label} and ${after.label} have no case in common: compare runs of the same claims, and give runtimes the same name (--runtime NAME=SPEC).`,
    );
  const { changes, ...comparison } = compareBy(key, before, after);
  return comparison;
}

/** For a gate also what happened to a case besides the worst. */
export interface StrictComparison extends Comparison {
  readonly changes: readonly CaseChanges[];
}

/** Two runs for a gate: a case is the same one only by its whole name, so that one that was renamed is gone, and new. */
export function compareStrictly(before: Side, after: Side): StrictComparison {
  return compareBy(wholeName, before, after);
}

type Key = (one: CaseResult) => string;

function compareBy(key: Key, before: Side, after: Side): StrictComparison {
  const changes = caseChanges(before.cases, after.cases, key);
  const cases = changes.map(({ changes: [{ severity, respect, ...one }] }) => one);
  return {
    before: { label: before.label, head: before.head },
    after: { label: after.label, head: after.head },
    facts: factsOf(before.head, after.head),
    cautions: cautionsOf(before, after),
    counts: Object.fromEntries(
      CHANGES.map((change) => [change, count(cases, change)]),
    ) as Comparison["counts"],
    cases,
    changes,
  };
}

/** One run as two: what each of its runtimes did. @throws UsageError `NOT_IN_RUN` */
export function sideOf(run: RunFile, label: string, runtime: string | null): Side {
  const isCut = run.tail.interrupted;
  if (runtime === null) return { label, head: run.head, cases: run.cases, isCut };
  const cases = run.cases.filter((one) => one.runtime === runtime);
  if (cases.length === 0)
    throw new UsageError(
      "NOT_IN_RUN",
      `${label} has no runtime "${runtime}"; it has ${Object.keys(run.head.runtimes).join(", ")}.`,
    );
  const runtimes = { [runtime]: run.head.runtimes[runtime] ?? "" };
  return { label: runtime, head: { ...run.head, runtimes }, cases, isCut };
}

/**
 * What makes two cases the same one. Where each side has but one runtime, or one image, its name is no part of that: the next release of
 * node, or another runtime, is what is compared.
 */
function keyFor(before: Side, after: Side): Key {
  const isSingle = (of: (one: CaseResult) => string) =>
    [before, after].every(({ cases }) => new Set(cases.map(of)).size <= 1);
  const [oneRuntime, oneImage] = [isSingle((one) => one.runtime), isSingle((one) => one.image)];
  return (one) => nameOf(one, !oneRuntime, !oneImage);
}

function wholeName(one: CaseResult): string {
  return nameOf(one, true, true);
}

function nameOf(
  { suite, test, runtime, strategy, filesystem, image }: CaseResult,
  withRuntime: boolean,
  withImage: boolean,
): string {
  const parts = [...(withRuntime ? [runtime] : []), strategy, filesystem, ...(withImage ? [image] : [])];
  return `${suite}/${test}  ${parts.join(" · ")}`;
}

function factsOf(before: RunHead, after: RunHead): ComparedFact[] {
  const facts: [string, (head: RunHead) => string][] = [
    ["fd012", ({ suite }) => suite],
    ["kernel", ({ machine }) => machine.kernel],
    ["architecture", ({ machine }) => machine.architecture],
    ["node", ({ machine }) => machine.node],
    ["images", ({ images }) => Object.values(images).join(", ")],
    ["timeout", ({ options }) => `${options.timeout} s`],
    ["libc", ({ machine }) => machine.libc],
    ["cgroup", ({ machine }) => machine.cgroup],
  ];
  const names = [...new Set([...Object.keys(before.runtimes), ...Object.keys(after.runtimes)])];
  const version =
    (name: string) =>
    ({ runtimes }: RunHead) =>
      runtimes[name] ?? "";
  return [...names.map((name): [string, (head: RunHead) => string] => [name, version(name)]), ...facts].map(
    ([name, of]) => ({ name, before: of(before), after: of(after) }),
  );
}

function cautionsOf(...sides: readonly [Side, Side]): string[] {
  const [{ head: before }, { head: after }] = sides;
  const cautions: string[] = [];
  for (const { label, isCut, head } of sides) {
    if (isCut) cautions.push(`${label} was interrupted: what it did not come to is shown as new or gone.`);
    if (isShard(head)) cautions.push(`${label} is one shard of a run: merge the shards before you compare.`);
  }
  if (before.machine.architecture !== after.machine.architecture)
    cautions.push("The architectures differ: signals that an abort ends in are not the same there.");
  if (before.suite !== after.suite)
    cautions.push("The suites differ: a claim of one name may ask something else.");
  if (before.machine.root !== after.machine.root)
    cautions.push(
      "One run was root's and the other was not: what the kernel alone can tell is missing there.",
    );
  if (whose(before) !== whose(after))
    cautions.push(`The runtimes were driven ${whose(before)} before, and ${whose(after)} after (--as).`);
  return cautions;
}

function whose({ options: { as } }: RunHead): string {
  if (!as) return "by the run's own user";
  return `on behalf of ${as.user}, who has ${as.ids === 1 ? "one id" : `${as.ids} ids`}`;
}

/** Whether a run holds but a part of its plan. */
export function isShard(head: RunHead): boolean {
  return head.shard !== undefined;
}

function count(cases: readonly ComparedCase[], change: ComparedCase["change"]): number {
  return cases.filter((one) => one.change === change).length;
}
