import type { Command } from "commander";
import { driverOption, suiteOption } from "./added-files.ts";
import { judgingOptions } from "./gate-options.ts";
import { configOptions } from "./project-file/config-options.ts";
import { reportingOptions } from "./report-options.ts";

export function mergeCommand(program: Command): void {
  const command = program
    .command("merge")
    .description("join the shards of a run, and judge the whole")
    .argument("<shard...>", "run directories of all shards")
    .addOption(suiteOption())
    .addOption(driverOption())
    .addHelpText(
      "after",
      "\nOptions that merge has are taken from fd012.yaml, too; see fd012 run --help.\n\nExamples:\n  fd012 run --shard 1/4 --out shards/1\n  fd012 merge shards/*\n\nExit codes: those of fd012 run for the whole run; 2 also where a shard is missing, given twice, or of another run.",
    )
    .action(async (shards, _, command) => {
      const { applyProjectFile } = await import("./project-file/apply.ts");
      applyProjectFile(command);
      const { merge } = await import("../commands/merge.ts");
      process.exitCode = await merge(shards, command.opts());
    });
  for (const option of [...configOptions(), ...judgingOptions(), ...reportingOptions()])
    command.addOption(option);
}
