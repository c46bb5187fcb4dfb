import { Option } from "commander";
import { GROUPS, grouped } from "./help.ts";
import { several, wholeNumber } from "./values.ts";

/** How the selected cases are run. */
export function executionOptions(): Option[] {
  return grouped(GROUPS.run, [
    new Option("--dry-run", "print the cases, and why some would be skipped; start no container").default(
      false,
    ),
    new Option("--jobs <n>", "cases that run at a time")
      .default(undefined, "the number of processors")
      .argParser(wholeNumber),
    new Option("--timeout <seconds>", "how long a case may take before it counts as a hang")
      .default(20)
      .argParser(wholeNumber),
    new Option("--repeat <n>", "how often each case runs").default(undefined, "1").argParser(wholeNumber),
    new Option(
      "--retries <n>",
      "how often a case that did not pass is tried again; if it passes then, it is flaky",
    )
      .default(undefined, "0")
      .argParser(wholeNumber),
    new Option("--bail", "stop after the first failure").default(false),
    new Option(
      "--require <name>",
      "fail if this runtime, filesystem or kernel-trace is missing; repeatable",
    ).argParser(several),
    new Option(
      "--no-kernel-trace",
      "do not ask the kernel how PID 1 ended; cases that need its answer are skipped",
    ),
    new Option("--as <user>", "run the runtimes rootless, as this user; needs root"),
    new Option("--conmon <path>", "the conmon that podman uses").default(undefined, "podman's own"),
  ]);
}

/** What makes a run a step of git bisect. */
export function bisectOptions(): Option[] {
  return grouped(GROUPS.judge, [
    new Option("--bisect", "with --baseline, for git bisect run: exit 0, 1 or 125, see below").default(false),
    new Option(
      "--bad <run>",
      "with --bisect: a run of a bad revision; try only the cases that are worse in it, as often as they flicker there",
    ),
  ]);
}
