import { UsageError } from "../errors.ts";
import type { CaseResult, RunFile, RunHead } from "../results/schema.ts";
import { changeOf } from "./change.ts";
import { CHANGES, type ComparedCase, type ComparedFact, type Comparison } from "./comparison.ts";

/** A run, or the part of one that belongs to one runtime. */
export interface Side {
  readonly label: string;
  readonly head: RunHead;
  readonly cases: readonly CaseResult[];
}

/** @throws UsageError `NOTHING_IN_COMMON` */
export function compareRuns(before: Side, after: Side): Comparison {
  const key = keyFor(before, after);
  const [old, recent] = [byKey(before, key), byKey(after, key)];
  if (![...old.keys()].some((name) => recent.has(name)))
    throw new UsageError(
      "NOTHING_IN_COMMON",
      `${before.label} and ${after.label} have no case in common: compare runs of the same claims, and give runtimes the same name (--runtime NAME=SPEC).`,
    );
  const cases = [...new Set([...recent.keys(), ...old.keys()])].map((name) =>
    compareCase(name, old.get(name) ?? null, recent.get(name) ?? null),
  );
  return {
    before: { label: before.label, head: before.head },
    after: { label: after.label, head: after.head },
    facts: factsOf(before.head, after.head),
    cautions: cautionsOf(before.head, after.head),
    counts: Object.fromEntries(
      CHANGES.map((change) => [change, count(cases, change)]),
    ) as Comparison["counts"],
    cases: CHANGES.flatMap((change) => cases.filter((one) => one.change === change)),
  };
}

/** One run as two: what each of its runtimes did. @throws UsageError `NOT_IN_RUN` */
export function sideOf(run: RunFile, label: string, runtime: string | null): Side {
  if (runtime === null) return { label, head: run.head, cases: run.cases };
  const cases = run.cases.filter((one) => one.runtime === runtime);
  if (cases.length === 0)
    throw new UsageError(
      "NOT_IN_RUN",
      `${label} has no runtime "${runtime}"; it has ${Object.keys(run.head.runtimes).join(", ")}.`,
    );
  const runtimes = { [runtime]: run.head.runtimes[runtime] ?? "" };
  return { label: runtime, head: { ...run.head, runtimes }, cases };
}

function compareCase(name: string, before: CaseResult | null, after: CaseResult | null): ComparedCase {
  const sides = { name, before, after };
  if (!before) return { ...sides, change: "new", why: null };
  if (!after) return { ...sides, change: "gone", why: null };
  return { ...sides, ...changeOf(before, after) };
}

/**
 * What makes two cases the same one. Where each side has but one runtime, or one image, its name is no part of that: the next release of
 * node, or another runtime, is what is compared.
 */
function keyFor(before: Side, after: Side): (one: CaseResult) => string {
  const isSingle = (of: (one: CaseResult) => string) =>
    [before, after].every(({ cases }) => new Set(cases.map(of)).size <= 1);
  const [oneRuntime, oneImage] = [isSingle((one) => one.runtime), isSingle((one) => one.image)];
  return ({ suite, test, runtime, strategy, filesystem, image }) =>
    [
      `${suite}/${test}  ${oneRuntime ? "" : `${runtime} · `}${strategy} · ${filesystem}`,
      ...(oneImage ? [] : [image]),
    ].join(" · ");
}

function byKey({ cases }: Side, key: (one: CaseResult) => string): Map<string, CaseResult> {
  return new Map(cases.map((one) => [key(one), one]));
}

function factsOf(before: RunHead, after: RunHead): ComparedFact[] {
  const facts: [string, (head: RunHead) => string][] = [
    ["fd012", ({ suite }) => suite],
    ["kernel", ({ machine }) => machine.kernel],
    ["architecture", ({ machine }) => machine.architecture],
    ["node", ({ machine }) => machine.node],
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

function cautionsOf(before: RunHead, after: RunHead): string[] {
  const cautions: string[] = [];
  if (before.machine.architecture !== after.machine.architecture)
    cautions.push("The architectures differ: signals that an abort ends in are not the same there.");
  if (before.suite !== after.suite)
    cautions.push("The suites differ: a claim of one name may ask something else.");
  if (before.machine.root !== after.machine.root)
    cautions.push(
      "One run was root's and the other was not: what the kernel alone can tell is missing there.",
    );
  return cautions;
}

function count(cases: readonly ComparedCase[], change: ComparedCase["change"]): number {
  return cases.filter((one) => one.change === change).length;
}
