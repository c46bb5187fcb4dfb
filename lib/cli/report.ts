import { type Command, Option } from "commander";
import { reporterNames, several } from "./values.ts";

export function reportCommand(program: Command): void {
  program
    .command("report")
    .description("write a stored run in any reporter's format")
    .argument("<run>", "a run directory, a run.json or an events.jsonl")
    .addOption(
      new Option("--reporter <name[=file]>", `${reporterNames}; repeatable`)
        .default(undefined, "html")
        .argParser(several),
    )
    .addOption(new Option("--out <dir>", "directory for what has no file named").default(undefined, "<run>"))
    .addHelpText(
      "after",
      `
Examples:
  fd012 report reports/2026-11-24                         its index.html, also of a run that was killed
  fd012 report reports/2026-11-24 --reporter progress     on the terminal once more
  fd012 report run.json --reporter junit=junit.xml --reporter github

Exit codes: 0 written, whatever the verdicts are; 2 usage.`,
    )
    .action(async (run, options) => {
      const { report } = await import("../commands/report.ts");
      process.exitCode = await report(run, options);
    });
}
