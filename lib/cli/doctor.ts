import type { Command } from "commander";
import { driverOption } from "./added-files.ts";

export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("tell what can run here, and for what is missing how to get it")
    .option("--as <user>", "what root can drive rootless on this user's behalf")
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
