import { join } from "node:path";
import { ANSWERS } from "../control/control-directory.ts";
import type { ContainerSpec } from "./runtime.ts";

/** Where a workload finds the channel to the suite. */
const CONTROL = "/fd012";

/** A bind mount of a file or directory. */
export interface Bind {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/**
 * What is mounted in a container, in this order: the directory in which only the suite makes files, read-only; over a file in it that same file,
 * which the workload appends to; then what the wiring wants.
 */
export function bindsOf({ control, mounts = [] }: Pick<ContainerSpec, "control" | "mounts">): Bind[] {
  return [
    { source: control, target: CONTROL, readOnly: true },
    { source: join(control, ANSWERS), target: join(CONTROL, ANSWERS), readOnly: false },
    ...mounts.map((mount) => ({ ...mount, readOnly: false })),
  ];
}

/** As docker and podman take one, at `--volume`. */
export function volumeWord({ source, target, readOnly }: Bind): string {
  return `${source}:${target}${readOnly ? ":ro" : ""}`;
}
