import type { Command } from "commander";
import { several } from "./values.ts";

export function compareCommand(program: Command): void {
  program
    .command("compare")
    .description("show what got better or worse from one run, or one runtime, to another")
    .argument("<run...>", "run directories, run.json files or baselines")
    .option(
      "--runtime <name>",
      "the two to compare in one run; the only one to compare in two; repeatable",
      several,
    )
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
      const { compare } = await import("../commands/compare.ts");
      process.exitCode = await compare(runs, options);
    });
}
