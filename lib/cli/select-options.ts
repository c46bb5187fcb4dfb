import { Option } from "commander";
import { driverOption, suiteOption } from "./added-files.ts";
import { GROUPS, grouped } from "./help.ts";
import { several } from "./values.ts";

/** Which cases a run has. */
export function selectingOptions(): Option[] {
  return grouped(GROUPS.select, [
    new Option("--runtime <spec>", "runtime: a name, a path of an OCI runtime, or NAME=SPEC; repeatable")
      .default(undefined, "$RUNTIME, else all that are found")
      .argParser(several),
    new Option("--strategy <name>", "how fds 0, 1 and 2 are wired; repeatable")
      .default(undefined, "all")
      .argParser(several),
    new Option("--filesystem <name>", "where the log lives; repeatable")
      .default(undefined, "all that are found")
      .argParser(several),
    new Option("--image <name>", "what runs as PID 1; repeatable")
      .default(undefined, "node of this machine, and what a claim names")
      .argParser(several),
    new Option("--exclude <pattern>", "leave out these tests; patterns as above; repeatable").argParser(
      several,
    ),
    new Option(
      "--last-failed [run]",
      "only cases that were broken, an error, or failed the gate in the last run below reports/ or beside --out, or in RUN",
    ).preset(true),
    suiteOption(),
    driverOption(),
  ]);
}
