import { Option } from "commander";
import { GROUPS, grouped } from "./help.ts";
import { reporterNames, several } from "./values.ts";

/** Where the results of a run, or of shards that are joined to one, go. */
export function reportingOptions(): Option[] {
  return grouped(GROUPS.report, [
    new Option("--reporter <name[=file]>", `${reporterNames}; repeatable`)
      .default(undefined, "progress")
      .argParser(several),
    new Option("--out <dir>", "directory for the report").default(undefined, "reports/<time>"),
  ]);
}
