import type { Option } from "commander";
import { bisectOptions, executionOptions } from "./execution-options.ts";
import { judgingOptions } from "./gate-options.ts";
import { GROUPS, grouped } from "./help.ts";
import { configOptions } from "./project-file/config-options.ts";
import { reportingOptions } from "./report-options.ts";
import { selectingOptions } from "./select-options.ts";
import { splittingOptions, vmOptions } from "./split-options.ts";

/** What `fd012 run` takes, in the order of the help. */
export function runOptions(): Option[] {
  return [
    ...selectingOptions(),
    ...grouped(GROUPS.select, configOptions()),
    ...executionOptions(),
    ...judgingOptions(),
    ...bisectOptions(),
    ...reportingOptions(),
    ...splittingOptions(),
    ...vmOptions(),
  ];
}
