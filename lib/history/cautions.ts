import { isShard } from "../compare/compare-runs.ts";
import type { Axis } from "./axis.ts";
import type { Member, Part } from "./comparable.ts";
import type { Labelled } from "./labelled.ts";

/** Sentences on what stands apart and why, and on what is incomplete. */
export function cautionsOf(parts: readonly Part[], runs: readonly Labelled[], axis: Axis): string[] {
  const names = [...new Set(parts.map(({ runtime }) => runtime))];
  return [
    ...names.flatMap((name) =>
      apart(
        name,
        parts.filter(({ runtime }) => runtime === name),
      ),
    ),
    ...alone(
      names.filter((name) => membersOf(name, parts).length === 1),
      axis,
    ),
    ...runs.flatMap(incomplete),
  ];
}

function apart(name: string, parts: readonly Part[]): string[] {
  if (parts.length < 2) return [];
  const facts = [...new Set(parts.flatMap((part) => part.facts.map((fact) => fact.name)))];
  const differing = facts
    .map((fact) => ({ fact, values: [...new Set(parts.map((part) => factIn(part, fact)))] }))
    .filter(({ values }) => values.length > 1)
    .map(({ fact, values }) => `${fact} (${values.join("; ")})`);
  return [
    `The runs of ${name} are in ${parts.length} groups that are not compared with each other: they differ in ${differing.join(", and in ")}.`,
  ];
}

function factIn({ facts }: Part, wanted: string): string {
  return facts.find(({ name }) => name === wanted)?.value ?? "none";
}

function alone(names: readonly string[], axis: Axis): string[] {
  if (names.length === 0) return [];
  return [`${names.join(", ")}: only one run, so there is no other ${axis.name} to compare it with.`];
}

function membersOf(name: string, parts: readonly Part[]): Member[] {
  return parts.filter(({ runtime }) => runtime === name).flatMap(({ members }) => [...members]);
}

function incomplete({ path, run: { head, tail } }: Labelled): string[] {
  if (tail.interrupted) return [`${path} was interrupted: what it did not come to is shown as never run.`];
  if (isShard(head))
    return [`${path} is one shard of a run: cases of the other shards are shown as never run.`];
  return [];
}
