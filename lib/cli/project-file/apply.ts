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
  const applied = entries.filter((entry) => applyOption(command, entry));
  const tests = narrows ? undefined : entries.find(({ key }) => key.option === null)?.value;
  // A run records them beside its own words, so that its command says all that was asked.
  command.setOptionValue("fromFile", [...applied.flatMap(wordsOf), ...((tests ?? []) as string[])]);
  return tests === undefined ? given : (tests as string[]);
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

/** @returns whether it counts */
function applyOption(command: Command, { key: { name, option }, value }: Entry): boolean {
  if (option === null || value === false) return false; // A flag that is off is one that is not given.
  if (!command.options.some((one) => one.name() === name)) return false;
  const attribute = option.attributeName();
  if (command.getOptionValueSource(attribute) === "cli") return false;
  if (name === "runtime" && process.env.RUNTIME) return false;
  const other = ONLY_WITH[name];
  if (other !== undefined && command.getOptionValue(other) === undefined) return false;
  command.setOptionValueWithSource(attribute, option.negate ? false : value, "config");
  return true;
}

function wordsOf({ key: { name }, value }: Entry): string[] {
  return [value].flat().map((one) => (one === true ? `--${name}` : `--${name}=${one}`));
}
