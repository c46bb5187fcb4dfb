import { type Command, Option } from "commander";
import { driverOption, suiteOption } from "./added-files.ts";

export function listCommand(program: Command): void {
  program
    .command("list")
    .description("list claims, runtimes, strategies, filesystems and reporters")
    .argument("[pattern...]", "only claims that match")
    .addOption(new Option("--json", "as JSON").default(false).conflicts("markdown"))
    .option("--markdown", "the claims alone, as a page of Markdown", false)
    .addOption(suiteOption())
    .addOption(driverOption())
    .addHelpText("after", "\nExamples:\n  fd012 list\n  fd012 list 'exit-status/*' --json")
    .action(async (patterns, options) => {
      const { list } = await import("../commands/list.ts");
      await list(patterns, options);
    });
}
