import type { Command } from "commander";

export function inspectCommand(program: Command): void {
  program
    .command("inspect")
    .description("look at a live container without touching it: what a fault would do to it")
    .argument("<target>", "a PID, docker:NAME, podman:NAME or containerd:[NAMESPACE/]ID")
    .option("--json", "as JSON", false)
    .addHelpText(
      "after",
      "\nExamples:\n  fd012 inspect docker:web\n  fd012 inspect 812 --json\n\nExit codes: 0 safe, 1 at risk.",
    )
    .action(async (target, options) => {
      const { inspect } = await import("../commands/inspect.ts");
      process.exitCode = await inspect(target, options);
    });
}
