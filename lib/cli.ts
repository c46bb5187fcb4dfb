#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { cleanCommand } from "./cli/clean.ts";
import { compareCommand } from "./cli/compare.ts";
import { completionCommand } from "./cli/completion.ts";
import { doctorCommand } from "./cli/doctor.ts";
import { expectCommand } from "./cli/expect.ts";
import { explainCommand } from "./cli/explain.ts";
import { helpWords } from "./cli/help.ts";
import { historyCommand } from "./cli/history.ts";
import { inspectCommand } from "./cli/inspect.ts";
import { listCommand } from "./cli/list.ts";
import { mergeCommand } from "./cli/merge.ts";
import { refuseElsewhere } from "./cli/platform.ts";
import { reportCommand } from "./cli/report.ts";
import { runCommand } from "./cli/run.ts";
import { asksForBisect, stopBisectOnErrors } from "./commands/bisect-exit.ts";
import { reportDefect, watchForEarlyEnd } from "./commands/early-end.ts";
import { say } from "./commands/say.ts";
import { Fd012Error } from "./errors.ts";
import { guardLog } from "./reporters/log-commands.ts";

/** Parses, calls one command, turns its failure into one sentence and an exit code. Commands are loaded when they are called. */
const program = new Command("fd012")
  .description(
    "shows how a container runtime wires fds 0, 1 and 2 of PID 1, breaks what lies behind them, and reports how the process ended, whether any output was lost, and whether the runtime reported the right exit status",
  )
  .version(packageJson.version)
  .exitOverride()
  .configureHelp(helpWords)
  .configureOutput({ outputError: (text) => say(`fd012: ${text.replace(/^error: /, "")}`) })
  .addHelpText(
    "after",
    `
Examples:
  fd012 run                                             everything found on this machine
  fd012 run 'stale-log/*' --strategy shim-pipe          one family of claims behind a pipe
  fd012 run wiring --reporter tap                       TAP 14 on stdout, nothing else
  fd012 report reports/2026-11-24 --reporter junit      a stored run in another format
  fd012 explain stale-log/exit-after/natural            a claim, its sources, and how to see it by hand
  fd012 doctor                                          what can run here, and what is missing
  fd012 clean                                           remove what killed runs left behind

Exit codes: 0 as expected, 1 unexpected result, 2 usage, 3 the machine cannot do it, 4 nothing ran,
70 the suite itself broke, 130 interrupted, 141 nobody read what was printed.`,
  );

/** In the order of the help. Each declares its words and options, and loads what it does when it is called. */
const commands = [
  runCommand,
  mergeCommand,
  compareCommand,
  historyCommand,
  expectCommand,
  reportCommand,
  listCommand,
  explainCommand,
  inspectCommand,
  doctorCommand,
  cleanCommand,
  completionCommand,
];
for (const declare of commands) declare(program);
program.hook("preAction", (_, command) => refuseElsewhere(command.name()));

watchForEarlyEnd();
if (asksForBisect(process.argv.slice(2))) stopBisectOnErrors();
for (const stream of [process.stdout, process.stderr]) guardLog(stream);
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Fd012Error) {
    say(`fd012: ${error.message}`);
    return error.exitCode;
  }
  reportDefect(error);
  return 70;
}
