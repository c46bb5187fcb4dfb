import type { Option } from "commander";
import { runOptions } from "../all-run-options.ts";
import { helpWords } from "../help.ts";
import { several, wholeNumber } from "../values.ts";

/** Something that a project file may say. */
export interface ProjectKey {
  /** The long option without its dashes, or `tests`. */
  readonly name: string;
  readonly kind: "flag" | "number" | "text";
  /** Whether it may be a list. */
  readonly isRepeatable: boolean;
  /** Whether `true` stands for the option without a value. */
  readonly mayBeBare: boolean;
  readonly description: string;
  /** Null for the patterns, which are no option. */
  readonly option: Option | null;
}

/** The key of what `fd012 run` takes without an option. */
const PATTERNS: ProjectKey = {
  name: "tests",
  kind: "text",
  isRepeatable: true,
  mayBeBare: false,
  description: "tests: a suite, a test, or a pattern with *",
  option: null,
};

/** Options that say something about one run, not about a repository; and why a file must not say it. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  config: "a file does not lead to another",
  "no-config": "a file that is read cannot say that it is not",
  "dry-run": "a run that never runs anything would look like one that passes",
  bisect: "its exit codes are for git bisect alone",
  bad: "it needs --bisect, which is given on the command line",
  "last-failed": "it depends on the run before, which another machine does not have",
  shard: "each part of a run has its own",
};

/** Every option of `fd012 run` that is not left out: one that is added to the command is a key, too. */
export function projectKeys(): ProjectKey[] {
  const keys = runOptions().map(keyOf);
  return [PATTERNS, ...keys.filter(({ name }) => !Object.hasOwn(LEFT_OUT, name))];
}

function keyOf(option: Option): ProjectKey {
  const isFlag = option.isBoolean() || option.negate;
  return {
    name: option.name(),
    kind: isFlag ? "flag" : option.parseArg === wholeNumber ? "number" : "text",
    isRepeatable: option.parseArg === several,
    mayBeBare: option.optional,
    description: descriptionOf(option),
    option,
  };
}

// In a file that is a list; its form says so.
function descriptionOf(option: Option): string {
  const words = helpWords.optionDescription?.(option) ?? option.description;
  return words.replace("; repeatable", "");
}
