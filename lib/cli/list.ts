import type { Command } from "commander";

export function listCommand(program: Command): void {
  program
    .command("list")
    .description("list claims, runtimes, strategies, filesystems and reporters")
    .argument("[pattern...]", "only claims that match")
    .option("--json", "as JSON", false)
    .addHelpText("after", "\nExamples:\n  fd012 list\n  fd012 list 'exit-status/*' --json")
    .action(async (patterns, options) => {
      const { list } = await import("../commands/list.ts");
      list(patterns, options);
    });
}
