import { type Command, Option } from "commander";

export function inspectCommand(program: Command): void {
  program
    .command("inspect")
    .description("show what each fault would do to a live container, without touching it")
    .argument("[target]", "a PID, docker:NAME, podman:NAME or containerd:[NAMESPACE/]ID")
    .option("--all", "every container of this machine, the worst first", false)
    .addOption(
      new Option(
        "--log-on <source>",
        "with --all: only containers whose log is on this file system, or may be: server:/export, a device, or a path below its mount",
      ),
    )
    .option("--json", "as JSON (schema/inspect.schema.json)", false)
    .addHelpText(
      "after",
      `
Examples:
  fd012 inspect docker:web
  fd012 inspect 812 --json
  fd012 inspect --all
  fd012 inspect --all --log-on server:/export      which containers are harmed if this export goes away?

--all asks docker, podman and containerd (all namespaces), and looks for every other PID 1 of a PID namespace. Containers of
other users are not known without root. Sources are compared as text: one server under two names counts as two.

Exit codes: 0 all is safe, 1 at least one is at risk, 5 none is at risk, but of at least one it is not known,
2 usage, 3 the process cannot be inspected.`,
    )
    .action(async (target: string | undefined, options, command: Command) => {
      if (options.all === (target !== undefined)) command.error("error: give one target, or --all");
      if (options.logOn !== undefined && !options.all) command.error("error: --log-on goes with --all");
      const { inspect, inspectAll } = await import("../commands/inspect.ts");
      process.exitCode = target === undefined ? await inspectAll(options) : await inspect(target, options);
    });
  program.command("inspect-apart", { hidden: true }).action(async () => {
    const { inspectApart } = await import("../commands/inspect-apart.ts");
    inspectApart();
  });
}
