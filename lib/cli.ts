import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { NEWEST } from "./commands/vm-words.ts";
import { Fd012Error } from "./errors.ts";
import { closeInherited } from "./host/inherited-descriptors.ts";
import { reporters } from "./reporters/table.ts";

/** Parses, calls one command, turns its failure into one sentence and an exit code. Commands are loaded when they are called. */
const program = new Command("fd012")
  .description(
    "shows how a container runtime wires fds 0, 1 and 2 of PID 1, breaks what lies behind them, and tells what became of it",
  )
  .version(packageJson.version)
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(`fd012: ${text.replace(/^error: /, "")}`) })
  .addHelpText(
    "after",
    `
Examples:
  fd012 run                                             everything found on this machine
  fd012 run 'stale-log/*' --strategy shim-pipe          one family of claims behind a pipe
  fd012 run wiring --reporter tap                       TAP 14 on stdout, nothing else
  fd012 report reports/2026-11-24 --reporter junit      a stored run in another format
  fd012 explain stale-log/exit-after/natural            a claim, its sources, and how to see it by hand
  fd012 doctor                                          what can run here, and what is missing
  fd012 clean                                           removes what a killed run has left

Exit codes: 0 as expected, 1 unexpected result, 2 usage, 3 the machine cannot do it, 4 nothing ran, 130 interrupted.`,
  );

/** The table alone: each reporter is loaded when it is asked for. */
const reporterNames = reporters.map(({ name }) => name).join(", ");
const several = (value: string, before: string[] = []) => [...before, value];

program
  .command("run")
  .description("run claims against runtimes")
  .argument("[pattern...]", "tests: a suite, a test, or a pattern with *")
  .option("--runtime <spec>", "runtime to run (repeatable; all that are found)", several)
  .option("--conmon <path>", "the conmon that podman is to use (podman's own)")
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
  .option("--baseline <run>", "a stored run: fail on what is worse than it, and on nothing else")
  .option(
    "--expect <file>",
    "known failures (YAML, repeatable): each with bug and expires; one that does not hold fails",
    several,
  )
  .option("--repeat <n>", "how often each case runs", wholeNumber)
  .option("--retries <n>", "how often a case that did not pass is tried again; then it is flaky", wholeNumber)
  .option("--allow-flaky", "a case that passed only when tried again does not fail the run", false)
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
      const { runInVm } = await import("./commands/run-in-vm.ts");
      process.exitCode = await runInVm(patterns, options);
      return;
    }
    const { run } = await import("./commands/run.ts");
    process.exitCode = await run(patterns, options);
  });

program
  .command("merge")
  .description("join the shards of a run into that run, and compute its verdict anew")
  .argument("<shard...>", "run directories of all shards")
  .option("--reporter <name[=file]>", "as of run (repeatable; progress)", several)
  .option("--out <dir>", "directory for the report (reports/<time>)")
  .option("--baseline <run>", "a stored run: fail on what is worse than it, and on nothing else")
  .option(
    "--expect <file>",
    "known failures (YAML, repeatable): each with bug and expires; one that does not hold fails",
    several,
  )
  .option("--allow-flaky", "a case that passed only when tried again does not fail the run", false)
  .addHelpText(
    "after",
    "\nExamples:\n  fd012 run --shard 1/4 --out shards/1\n  fd012 merge shards/*\n\nExit codes: those of the whole run; 2 where a shard is missing, given twice, or of another run.",
  )
  .action(async (shards, options) => {
    const { merge } = await import("./commands/merge.ts");
    process.exitCode = await merge(shards, options);
  });

program
  .command("compare")
  .description("tell what became better or worse from one run to another, or from one runtime to another")
  .argument("<run...>", "run directories, run.json files or baselines")
  .option("--runtime <name>", "of one run, the two to compare; of two, the only one", several)
  .option(
    "--format <name>",
    "text, json, markdown or html; table: all cases of two runs or more, side by side",
    "text",
  )
  .addHelpText(
    "after",
    "\nExamples:\n  fd012 compare reports/before reports/after\n  fd012 compare reports/all --runtime runc --runtime crun\n  fd012 compare reports/before reports/after --format html >changes.html\n\nExit codes: 0 nothing is worse, 1 something is.",
  )
  .action(async (runs, options) => {
    const { compare } = await import("./commands/compare.ts");
    process.exitCode = await compare(runs, options);
  });

const expect = program
  .command("expect")
  .description("check lists of known failures, and bring them up to date");

expect
  .command("check")
  .description("tell what is wrong with lists of expectations; needs no run")
  .argument("<file...>", "lists of expectations (YAML)")
  .addHelpText(
    "after",
    "\nExamples:\n  fd012 expect check expect/*.yaml\n\nExit codes: 0 all hold, 1 an entry has expired, 2 a list is invalid.",
  )
  .action(async (files) => {
    const { checkExpectations } = await import("./commands/expect.ts");
    process.exitCode = checkExpectations(files);
  });

expect
  .command("update")
  .description(
    "print a patch that brings a list up to date with a run; of cells that did not run nothing is changed",
  )
  .argument("<file>", "a list of expectations (YAML)")
  .requiredOption("--run <run>", "a run directory or a run.json")
  .addHelpText("after", "\nExamples:\n  fd012 expect update crun.yaml --run reports/last | git apply")
  .action(async (file, { run }) => {
    const { updateExpectations } = await import("./commands/expect.ts");
    process.exitCode = await updateExpectations(file, run);
  });

program
  .command("report")
  .description("write a stored run in any reporter's format")
  .argument("<run>", "a run directory, a run.json or an events.jsonl")
  .option("--reporter <name[=file]>", `${reporterNames} (repeatable; html)`, several)
  .option("--out <dir>", "directory for what has no file named (the run's own, where <run> is a directory)")
  .addHelpText(
    "after",
    `
Examples:
  fd012 report reports/2026-11-24                         its index.html, as of a run that was killed
  fd012 report reports/2026-11-24 --reporter progress     on the terminal once more
  fd012 report run.json --reporter junit=junit.xml --reporter github

Exit codes: 0 written, whatever the verdicts are; 2 usage.`,
  )
  .action(async (run, options) => {
    const { report } = await import("./commands/report.ts");
    process.exitCode = await report(run, options);
  });

program
  .command("list")
  .description("list claims, runtimes, strategies, filesystems and reporters")
  .argument("[pattern...]", "only claims that match")
  .option("--json", "as JSON", false)
  .addHelpText("after", "\nExamples:\n  fd012 list\n  fd012 list 'exit-status/*' --json")
  .action(async (patterns, options) => {
    const { list } = await import("./commands/list.ts");
    list(patterns, options);
  });

program
  .command("explain")
  .description("tell a claim, its sources, how to see it by hand, and what each outcome means")
  .argument("<test>", "a test's name, such as stale-log/keep-writing")
  .addHelpText("after", "\nExamples:\n  fd012 explain stale-log/keep-writing")
  .action(async (test) => {
    const { explain } = await import("./commands/explain.ts");
    explain(test);
  });

program
  .command("inspect")
  .description("look at a live container without touching it: what a fault would do to it")
  .argument("<target>", "a PID, docker:NAME, podman:NAME or containerd:[NAMESPACE/]ID")
  .option("--json", "as JSON", false)
  .addHelpText(
    "after",
    "\nExamples:\n  fd012 inspect docker:web\n  fd012 inspect 812 --json\n\nExit codes: 0 safe, 1 at risk.",
  )
  .action(async (target, options) => {
    const { inspect } = await import("./commands/inspect.ts");
    process.exitCode = await inspect(target, options);
  });

program
  .command("doctor")
  .description("tell what can run here, and for what is missing how to get it")
  .option("--json", "as JSON", false)
  .option("--install", "install what is missing, on Debian and Ubuntu; asks first", false)
  .option("--yes", "with --install: do not ask", false)
  .addHelpText("after", "\nExamples:\n  fd012 doctor\n  sudo fd012 doctor --install")
  .action(async (options) => {
    const { doctor } = await import("./commands/doctor.ts");
    process.exitCode = await doctor(options);
  });

program
  .command("clean")
  .description("remove what killed runs have left on this machine, and say what")
  .option("--images", "the images too that were loaded into engines", false)
  .addHelpText("after", "\nExamples:\n  fd012 clean\n  fd012 clean --images")
  .action(async (options) => {
    const { clean } = await import("./commands/clean.ts");
    process.exitCode = await clean(options);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It takes a whole number from 1 up.");
  return number;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Fd012Error) {
    process.stderr.write(`fd012: ${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`fd012: this is a defect of fd012: ${(error as Error).stack}\n`);
  return 3;
}
