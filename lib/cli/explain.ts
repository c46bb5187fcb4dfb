import type { Command } from "commander";
import { suiteOption } from "./added-files.ts";

export function explainCommand(program: Command): void {
  program
    .command("explain")
    .description(
      "show a claim as a page of a manual: its sources, how to see it by hand, its outcomes and harms",
    )
    .argument("<test>", "a test's name, such as stale-log/keep-writing")
    .addOption(suiteOption())
    .addHelpText("after", "\nExamples:\n  fd012 explain stale-log/keep-writing")
    .action(async (test, options) => {
      const { explain } = await import("../commands/explain.ts");
      await explain(test, options);
    });
}
