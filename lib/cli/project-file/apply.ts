import { lstatSync } from "node:fs";
import type { Command } from "commander";
import { runAndPatterns } from "../../commands/last-failed.ts";
import { say } from "../../commands/say.ts";
import { kernelsAndPatterns } from "../../commands/vm-words.ts";
import { PROJECT_FILE } from "./config-options.ts";
import { type Entry, readProjectFile } from "./read.ts";

/** Keys that mean something only together with another option. */
const ONLY_WITH: Readonly<Record<string, string>> = { costs: "shard" };

/**
 * Sets the options of a command that the project file has and the command line has not. What the command does not take is left to those
 * that do.
 * @param given patterns of the command line
 * @returns the patterns of the command line, else those of the file
 */
export function applyProjectFile(command: Command, given: readonly string[] = []): readonly string[] {
  const path = projectFileOf(command.opts().config);
  command.setOptionValue("config", undefined); // Done with: no command is to pass it on.
  if (path === null) return given;
  const entries = readProjectFile(path);
  say(`fd012: options from ${path}`);
  const narrows = hasPatterns(command, given);
  for (const entry of entries) applyOption(command, entry);
  const tests = entries.find(({ key }) => key.option === null)?.value;
  return narrows || tests === undefined ? given : (tests as string[]);
}

function projectFileOf(config: string | false | undefined): string | null {
  if (config === false || config === "none") return null;
  if (config !== undefined) return config;
  return lstatSync(PROJECT_FILE, { throwIfNoEntry: false }) ? PROJECT_FILE : null;
}

// A pattern behind --vm or --last-failed is first taken for its value.
function hasPatterns(command: Command, given: readonly string[]): boolean {
  const { vm = [], lastFailed } = command.opts();
  const behind = [kernelsAndPatterns(vm, []).patterns, runAndPatterns(lastFailed, []).patterns];
  return [given, ...behind].some((words) => words.length > 0);
}

function applyOption(command: Command, { key: { name, option }, value }: Entry): void {
  if (option === null || value === false) return; // A flag that is off is one that is not given.
  if (!command.options.some((one) => one.name() === name)) return;
  const attribute = option.attributeName();
  if (command.getOptionValueSource(attribute) === "cli") return;
  if (name === "runtime" && process.env.RUNTIME) return;
  const other = ONLY_WITH[name];
  if (other !== undefined && command.getOptionValue(other) === undefined) return;
  command.setOptionValueWithSource(attribute, option.negate ? false : value, "config");
}
