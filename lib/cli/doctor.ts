import type { Command } from "commander";
import { driverOption } from "./added-files.ts";

export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("show what can run on this machine, and how to install what is missing")
    .option("--as <user>", "show what root can run rootless as this user")
    .option("--json", "as JSON", false)
    .option("--install", "install what is missing, on Debian and Ubuntu; asks first", false)
    .option("--yes", "with --install: do not ask", false)
    .addOption(driverOption())
    .addHelpText("after", "\nExamples:\n  fd012 doctor\n  sudo fd012 doctor --install")
    .action(async (options) => {
      const { doctor } = await import("../commands/doctor.ts");
      process.exitCode = await doctor(options);
    });
}
