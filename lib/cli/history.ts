import type { Command } from "commander";

export function historyCommand(program: Command): void {
  program
    .command("history")
    .description("show in which release each case changed: first bad, first good")
    .argument("<run...>", "run directories, run.json files or baselines, in any order")
    .option(
      "--by <name>",
      "order runs by version, kernel, libc, node or date; all else must be equal",
      "version",
    )
    .option("--runtime <name>", "only this runtime")
    .option("--format <name>", "text, json, markdown or html", "text")
    .addHelpText(
      "after",
      "\nExamples:\n  fd012 history reports/baselines/*/crun.json\n  fd012 history reports/* --runtime crun --by kernel\n  fd012 history old.json new.json --format html >history.html\n\nExit codes: 0 a history was printed, 2 there is nothing to compare.",
    )
    .action(async (runs, options) => {
      const { history } = await import("../commands/history.ts");
      await history(runs, options);
    });
}
