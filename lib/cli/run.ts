import type { Command } from "commander";
import { closeInherited } from "../host/inherited-descriptors.ts";
import { runOptions } from "./all-run-options.ts";

export function runCommand(program: Command): void {
  const command = program
    .command("run")
    .description("run the suite's claims against container runtimes")
    .argument("[pattern...]", "tests: a suite, a test, or a pattern with *", undefined)
    .addHelpText("after", HELP)
    .action(async (given, _, command) => {
      closeInherited();
      const { applyProjectFile } = await import("./project-file/apply.ts");
      const patterns = applyProjectFile(command, given);
      const { askedRun } = await import("../commands/asked-run.ts");
      process.exitCode = await askedRun(patterns, command.opts());
    });
  for (const option of runOptions()) command.addOption(option);
}

const HELP = `
Environment:
  RUNTIME=SPEC is --runtime SPEC where no --runtime is given: RUNTIME=./crun, RUNTIME=pr=./crun.
  A path is reported by its last part; give the name yourself where it must stay the same.

Project file:
  What a repository always passes may stand in fd012.yaml in the current directory: the long options without
  dashes, and tests for the patterns. An option on the command line replaces that of the file, with all its
  values, and so does RUNTIME. Paths in the file are relative to it. Its form: schema/fd012.schema.json.

Exit codes:
  0    all claims held; with --baseline or --expect: nothing is worse or unexpected
  1    a claim is broken, a case is worse or unexpected, or the suite failed in a case
  2    wrong usage, or a file that cannot be used
  3    this machine cannot do it: a runtime, filesystem or permission is missing
  4    nothing ran
  70   a defect of fd012
  130  interrupted
  141  nobody read what was printed

Exit codes with --bisect:
  0    as good as the baseline
  1    worse, in all tries or more often than the baseline
  125  this revision cannot be judged: the runtime is missing, starts no container, or its cases failed
       for another reason; git bisect skips it
  129  no revision can be judged: wrong usage, a baseline that does not fit, or this machine cannot do it;
       git bisect stops. Likewise 130, 141

Examples:
  fd012 run --runtime unshare --filesystem stalefs
  RUNTIME=./crun fd012 run 'stale-log/*' --reporter tap
  fd012 run --exclude disk --exclude 'stale-log/exit-*'
  fd012 run --last-failed
  fd012 run --dry-run wiring
  fd012 run --reporter progress --reporter github --reporter junit=junit.xml
  fd012 run bytes exit-status --jobs 1 --out /tmp/report
  fd012 run --vm 6.1 --filesystem nfs3 'stale-log/*'
  fd012 run --vm 6.1 --vm 6.12 --filesystem nfs3 stale-handle
  git bisect run sh -c 'make || exit 125; fd012 run --bisect --baseline good.json --runtime crun=./crun wiring'`;
