import { basename, dirname } from "node:path";
import type { ContainerSpec } from "./runtime.ts";

/** A name for engines and control groups, unique on the machine, that tells whose it is: `fd012-Ab12Cd-case-7`. */
export function containerName({ label }: Pick<ContainerSpec, "label">): string {
  return `${basename(dirname(label))}-${basename(label)}`;
}
