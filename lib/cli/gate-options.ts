import { Option } from "commander";
import { several } from "./values.ts";

/** What a run, and shards that are joined to one, are judged by. */
export function baselineOption(): Option {
  return new Option("--baseline <run>", "a stored run: fail on what is worse than it, and on nothing else");
}

export function expectOption(): Option {
  const words = "known failures (YAML, repeatable): each with bug and expires; one that does not hold fails";
  return new Option("--expect <file>", words).argParser(several);
}

export function allowFlakyOption(): Option {
  const words = "a case that passed only when tried again does not fail the run";
  return new Option("--allow-flaky", words).default(false);
}
