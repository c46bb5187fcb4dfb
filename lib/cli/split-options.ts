import { Option } from "commander";
import { NEWEST } from "../commands/vm-words.ts";
import { GROUPS, grouped } from "./help.ts";
import { several, wholeNumber } from "./values.ts";

/** Which part of a run this machine does. */
export function splittingOptions(): Option[] {
  return grouped(GROUPS.split, [
    new Option(
      "--shard <i/n>",
      "run only this part, for fd012 merge; auto: take i and n from the CI or Kubernetes",
    ),
    new Option("--costs <run>", "with --shard: a stored run; split by how long its cases took").default(
      undefined,
      "the baseline, else an estimate",
    ),
  ]);
}

/** On which kernels a run is made. */
export function vmOptions(): Option[] {
  return grouped(GROUPS.vm, [
    new Option(
      "--vm [kernel]",
      "run in a disposable virtual machine with this kernel: a version such as 6.1, an image, or a package; without one, the newest that apt has; repeatable",
    )
      .preset(NEWEST)
      .argParser(several),
    new Option("--vm-memory <MiB>", "memory of the virtual machine")
      .default(undefined, "what its files take, and 1024")
      .argParser(wholeNumber),
  ]);
}
