import type { RunHead } from "../results/schema.ts";
import type { AxisName } from "./schema.ts";
import { compareVersions } from "./version-order.ts";

/** A run, or the part of one that belongs to one runtime. */
export type HeadOf = (head: RunHead, runtime: string) => string;

/** By what runs are ordered: one of the facts of a run, all others of which must be alike. */
export interface Axis {
  readonly name: AxisName;
  /** In words, of several: `versions`. */
  readonly plural: string;
  readonly of: HeadOf;
  compare(one: string, other: string): number;
}

const imageNode: HeadOf = ({ images, machine }) => images.node ?? machine.node;

export const axes: readonly Axis[] = [
  {
    name: "version",
    plural: "versions",
    of: ({ runtimes }, runtime) => runtimes[runtime] ?? "",
    compare: compareVersions,
  },
  { name: "kernel", plural: "kernels", of: ({ machine }) => machine.kernel, compare: compareVersions },
  { name: "libc", plural: "C libraries", of: ({ machine }) => machine.libc, compare: compareVersions },
  { name: "node", plural: "versions of node", of: imageNode, compare: compareVersions },
  {
    name: "date",
    plural: "dates",
    of: ({ started }) => started,
    compare: (one, other) => Date.parse(one) - Date.parse(other),
  },
];

/** What has to be alike in two runs that are compared, but for what the axis varies. */
const conditions: readonly (readonly [name: string, of: HeadOf])[] = [
  ["fd012", ({ suite }) => suite],
  ["version", ({ runtimes }, runtime) => runtimes[runtime] ?? ""],
  ["kernel", ({ machine }) => machine.kernel],
  ["libc", ({ machine }) => machine.libc],
  ["node", imageNode],
  ["architecture", ({ machine }) => machine.architecture],
  ["cgroup", ({ machine }) => machine.cgroup],
  ["user", ({ machine, options: { as } }) => userWords(machine.root, as)],
  ["timeout", ({ options }) => `${options.timeout} s`],
  ["kernel trace", ({ options }) => (options.kernelTrace ? "on" : "off")],
  ["additions", ({ additions }) => additionWords(additions)],
];

/** The conditions of a run by their names, without the one that the axis varies. */
export function factsOf(head: RunHead, runtime: string, axis: Axis): { name: string; value: string }[] {
  return conditions
    .filter(([name]) => name !== axis.name)
    .map(([name, of]) => ({ name, value: of(head, runtime) }))
    .filter(({ value }) => value !== "");
}

function userWords(isRoot: boolean, as: RunHead["options"]["as"]): string {
  const user = isRoot ? "root" : "not root";
  return as ? `${user}, for ${as.user} with ${as.ids === 1 ? "1 id" : `${as.ids} ids`}` : user;
}

function additionWords(additions: RunHead["additions"]): string {
  const { suites = [], drivers = [] } = additions ?? {};
  return [...suites, ...drivers].map(({ file }) => file).join(", ");
}
