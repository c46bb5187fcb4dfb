import type { Command } from "commander";
import { driverOption, suiteOption } from "./added-files.ts";
import { judgingOptions } from "./gate-options.ts";
import { several } from "./values.ts";

export function mergeCommand(program: Command): void {
  const command = program
    .command("merge")
    .description("join the shards of a run into that run, and compute its verdict anew")
    .argument("<shard...>", "run directories of all shards")
    .option("--reporter <name[=file]>", "as of run (repeatable; progress)", several)
    .addOption(suiteOption())
    .addOption(driverOption())
    .option("--out <dir>", "directory for the report (reports/<time>)")
    .addHelpText(
      "after",
      "\nExamples:\n  fd012 run --shard 1/4 --out shards/1\n  fd012 merge shards/*\n\nExit codes: those of the whole run; 2 where a shard is missing, given twice, or of another run.",
    )
    .action(async (shards, options) => {
      const { merge } = await import("../commands/merge.ts");
      process.exitCode = await merge(shards, options);
    });
  for (const option of judgingOptions()) command.addOption(option);
}
