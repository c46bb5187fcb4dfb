import type { Argument, Command, Option } from "commander";
import { after, type Candidate, NOTHING, type Offer, offered } from "./candidate.ts";
import { valuesOf } from "./values.ts";

/**
 * What may stand in place of the last word of a command line, by what commander knows of the program.
 * @param words all that stands behind the program's name; the last one is under the cursor, up to the cursor, and may be empty
 */
export async function complete(program: Command, words: readonly string[]): Promise<Offer> {
  const typed = words.at(-1) ?? "";
  const { command, operands, pending, isEnded } = walk(program, words.slice(0, -1));
  // A value that may be left out cannot begin with a dash.
  if (pending && (pending.required || !typed.startsWith("-"))) return valuesOf(command, pending, typed);
  const [, flag, value] = /^(--[\w-]+)=(.*)$/s.exec(isEnded ? "" : typed) ?? [];
  if (flag !== undefined && value !== undefined) {
    const option = optionOf(command, flag);
    return takesValue(option) ? after(`${flag}=`, await valuesOf(command, option, value)) : NOTHING;
  }
  const options = isEnded ? [] : optionsOf(command);
  if (typed.startsWith("-")) return offered(options, typed);
  const subcommands = operands === 0 ? subcommandsOf(command) : [];
  if (subcommands.length > 0) return offered(subcommands, typed);
  const argument = argumentAt(command, operands);
  return argument ? valuesOf(command, argument, typed) : offered(options, typed);
}

interface Position {
  readonly command: Command;
  /** How many operands of the command stand before the cursor. */
  readonly operands: number;
  /** The option whose value is next. */
  readonly pending: Option | null;
  /** Whether `--` ended the options. */
  readonly isEnded: boolean;
}

/** Reads what stands before the cursor as commander will. */
function walk(program: Command, words: readonly string[]): Position {
  let command = program;
  let operands = 0;
  let pending: Option | null = null;
  let isEnded = false;
  for (const word of words) {
    const isFlag = !isEnded && word.startsWith("-") && word !== "-";
    if (pending && (pending.required || !isFlag)) {
      pending = null;
    } else if (isFlag) {
      const option = optionOf(command, word);
      pending = takesValue(option) ? option : null;
      isEnded = word === "--";
    } else {
      const next: Command | undefined =
        operands === 0 ? visible(command).find((one) => one.name() === word) : undefined;
      if (next) command = next;
      else operands += 1;
    }
  }
  return { command, operands, pending, isEnded };
}

const visible = (command: Command) => command.createHelp().visibleCommands(command);

function subcommandsOf(command: Command): Candidate[] {
  return visible(command).map((one) => ({ word: one.name(), summary: one.description() }));
}

function optionsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short, description }) => ({ word: long ?? short ?? "", summary: description }));
}

function optionOf(command: Command, flag: string): Option | null {
  return command.options.find(({ long, short }) => flag === long || flag === short) ?? null;
}

function takesValue(option: Option | null): option is Option {
  return option !== null && (option.required || option.optional);
}

function argumentAt({ registeredArguments }: Command, index: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[index] ?? (last?.variadic ? last : undefined);
}
