import type { Command } from "commander";
import { driverOption, suiteOption } from "./added-files.ts";
import { several } from "./values.ts";

const FORMS = `
A plain list has one broken claim a line, named as in a report, * for any, with a reason that is best a bug's address:
  SUITE/TEST [RUNTIME [STRATEGY [FILESYSTEM [IMAGE]]]]  # reason
Its lines do not expire. A list in YAML has bug and expires, and can name outcomes, harms, versions and machines.`;

export function expectCommand(program: Command): void {
  const expect = program
    .command("expect")
    .description("check lists of known failures, and bring them up to date");

  expect
    .command("check")
    .description("report what is wrong with lists of known failures; needs no run")
    .argument("<file...>", "lists of known failures, plain or YAML")
    .option("--runtime <name>", "a name that your runs give to a runtime by NAME=SPEC; repeatable", several)
    .addOption(suiteOption())
    .addOption(driverOption())
    .addHelpText(
      "after",
      `${FORMS}\n\nExamples:\n  fd012 expect check expect/*.yaml known-failures.txt\n\nExit codes: 0 all hold, 1 an entry has expired, 2 a list is invalid.`,
    )
    .action(async (files, options) => {
      const { checkExpectations } = await import("../commands/expect.ts");
      process.exitCode = await checkExpectations(files, options);
    });

  expect
    .command("update")
    .description(
      "print a patch that brings a list up to date with a run; entries for cases that did not run stay",
    )
    .argument("<file>", "a list of known failures, plain or YAML")
    .requiredOption("--run <run>", "a run directory or a run.json")
    .addOption(suiteOption())
    .addHelpText("after", "\nExamples:\n  fd012 expect update crun.yaml --run reports/last | git apply")
    .action(async (file, options) => {
      const { updateExpectations } = await import("../commands/expect.ts");
      process.exitCode = await updateExpectations(file, options);
    });
}
