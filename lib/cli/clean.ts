import type { Command } from "commander";
import { driverOption } from "./added-files.ts";

export function cleanCommand(program: Command): void {
  program
    .command("clean")
    .description("remove what killed runs left behind on this machine")
    .option("--images", "also remove images that runs loaded into engines", false)
    .addOption(driverOption())
    .addHelpText("after", "\nExamples:\n  fd012 clean\n  fd012 clean --images")
    .action(async (options) => {
      const { clean } = await import("../commands/clean.ts");
      process.exitCode = await clean(options);
    });
}
