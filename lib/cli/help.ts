import type { Help, Option } from "commander";

/** Where the help of `run` and `merge` shows an option. */
export const GROUPS = {
  select: "Select:",
  run: "Run:",
  judge: "Judge:",
  report: "Report:",
  split: "Split:",
  vm: "Virtual machine:",
} as const;

/** Puts options below one heading of the help. */
export function grouped(heading: (typeof GROUPS)[keyof typeof GROUPS], options: readonly Option[]): Option[] {
  return options.map((option) => option.helpGroup(heading));
}

/**
 * What commander's help says of an option, with every default in the same words. A flag is off unless it is given, which needs no saying; a default that is
 * found out when the command runs is known by its description alone: `.default(undefined, "words")`.
 */
export const helpWords: Partial<Help> = {
  optionDescription({ description, defaultValue, defaultValueDescription }) {
    const isFlag = typeof defaultValue === "boolean";
    const words = defaultValueDescription ?? (isFlag ? undefined : defaultValue);
    return words === undefined ? description : `${description} (default: ${words})`;
  },
};
