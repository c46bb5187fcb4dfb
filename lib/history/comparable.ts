import { UsageError } from "../errors.ts";
import type { CaseResult } from "../results/schema.ts";
import { type Axis, factsOf } from "./axis.ts";
import type { Labelled } from "./labelled.ts";

/** What one run has of one runtime. */
export interface Member extends Labelled {
  readonly runtime: string;
  readonly cases: readonly CaseResult[];
}

/** Runs of one runtime that differ in what the axis varies, and in nothing else. */
export interface Part {
  readonly runtime: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly members: readonly Member[];
}

/** @throws UsageError `NOT_IN_RUN` where no run has the runtime that is wanted */
export function comparableParts(runs: readonly Labelled[], axis: Axis, only: string | null): Part[] {
  const parts = new Map<string, { runtime: string; facts: Part["facts"]; members: Member[] }>();
  for (const member of runs.flatMap(membersOf)) {
    const { runtime, run } = member;
    if (only !== null && runtime !== only) continue;
    const facts = factsOf(run.head, runtime, axis);
    const key = JSON.stringify([runtime, facts]);
    const part = parts.get(key) ?? { runtime, facts, members: [] };
    part.members.push(member);
    parts.set(key, part);
  }
  if (parts.size === 0) throw noSuchRuntime(runs, only);
  return [...parts.values()];
}

function membersOf({ path, run }: Labelled): Member[] {
  const byRuntime = new Map<string, CaseResult[]>();
  for (const name of Object.keys(run.head.runtimes)) byRuntime.set(name, []);
  for (const one of run.cases) {
    const known = byRuntime.get(one.runtime);
    if (known) known.push(one);
    else byRuntime.set(one.runtime, [one]);
  }
  return [...byRuntime].map(([runtime, cases]) => ({ path, run, runtime, cases }));
}

function noSuchRuntime(runs: readonly Labelled[], only: string | null): UsageError {
  const names = [...new Set(runs.flatMap(({ run }) => Object.keys(run.head.runtimes)))];
  if (only === null) return new UsageError("NOT_IN_RUN", "The runs have no runtime and no case.");
  return new UsageError("NOT_IN_RUN", `No run has a runtime "${only}"; they have ${names.join(", ")}.`);
}
