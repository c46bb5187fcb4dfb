import { type Command, Option } from "commander";
import { NEWEST } from "../commands/vm-words.ts";
import { closeInherited } from "../host/inherited-descriptors.ts";
import { driverOption, suiteOption } from "./added-files.ts";
import { judgingOptions } from "./gate-options.ts";
import { reporterNames, several, wholeNumber } from "./values.ts";

export function runCommand(program: Command): void {
  const command = program
    .command("run")
    .description("run claims against runtimes")
    .argument("[pattern...]", "tests: a suite, a test, or a pattern with *")
    .option("--runtime <spec>", "runtime to run (repeatable; all that are found)", several)
    .addOption(suiteOption())
    .addOption(driverOption())
    .option("--conmon <path>", "the conmon that podman is to use (podman's own)")
    .option(
      "--as <user>",
      "drive the runtimes rootless, as this user; as root alone, who has the kernel's word",
    )
    .option("--strategy <name>", "how fds 0–2 are wired (repeatable; all)", several)
    .option("--filesystem <name>", "where the log lives (repeatable; all that are found)", several)
    .option("--image <name>", "what runs as PID 1 (repeatable; the machine's own node)", several)
    .option("--jobs <n>", "cases at a time (the number of processors)", wholeNumber)
    .option("--timeout <seconds>", "how long a case may take before it counts as a hang", wholeNumber, 20)
    .option("--bail", "stop after the first failure", false)
    .option(
      "--no-kernel-trace",
      "without the kernel's word on how PID 1 ended: what only it can tell is not checked",
    )
    .option(
      "--require <name>",
      "fail if this runtime, filesystem or kernel-trace is missing (repeatable)",
      several,
    )
    .option("--reporter <name[=file]>", `${reporterNames} (repeatable; progress)`, several)
    .option("--out <dir>", "directory for this run's report (reports/<time>)")
    .option("--repeat <n>", "how often each case runs", wholeNumber)
    .option(
      "--retries <n>",
      "how often a case that did not pass is tried again; then it is flaky",
      wholeNumber,
    )
    .option("--shard <i/n>", "only this part of the run, for fd012 merge; auto: as CI or Kubernetes says")
    .option("--costs <run>", "a stored run: split by what its cases took (the baseline; else an estimate)")
    .addOption(
      new Option(
        "--vm [kernel]",
        "inside a virtual machine: a version such as 6.1, an image, or a package (repeatable; the newest that apt has)",
      )
        .preset(NEWEST)
        .argParser(several),
    )
    .option("--vm-memory <MiB>", "the virtual machine's memory (what its files take, and 1024)", wholeNumber)
    .addHelpText(
      "after",
      `
Examples:
  fd012 run --runtime unshare --filesystem stalefs
  fd012 run 'stale-log/*' --reporter tap
  fd012 run --reporter progress --reporter github --reporter junit=junit.xml
  fd012 run bytes exit-status --jobs 1 --out /tmp/report
  fd012 run --vm 6.1 --filesystem nfs3 'stale-log/*'
  fd012 run --vm 6.1 --vm 6.12 --filesystem nfs3 stale-handle`,
    )
    .action(async (patterns, options) => {
      closeInherited();
      if (options.vm !== undefined) {
        const { runInVm } = await import("../commands/run-in-vm.ts");
        process.exitCode = await runInVm(patterns, options);
        return;
      }
      const { run } = await import("../commands/run.ts");
      process.exitCode = await run(patterns, options);
    });
  for (const option of judgingOptions()) command.addOption(option);
}
