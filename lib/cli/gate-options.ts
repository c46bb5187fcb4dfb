import { Option } from "commander";
import { several } from "./values.ts";

/** What a run, and shards that are joined to one, are judged by. */
export function judgingOptions(): Option[] {
  return [
    baselineOption(),
    expectOption(),
    allowFlakyOption(),
    new Option(
      "--fail-on <harm,...>",
      "harms that fail the run, whatever the verdict, such as died,lost (repeatable)",
    ).argParser(several),
    new Option("--allow-new", "with --baseline: cases that it lacks may be broken or harmed").default(false),
    new Option("--allow-gone", "with --baseline: cases that it has may be missing here").default(false),
    new Option("--allow-skipped", "with --baseline: cases that ran may be skipped here").default(false),
  ];
}

function baselineOption(): Option {
  return new Option("--baseline <run>", "a stored run: fail on whatever got worse");
}

function expectOption(): Option {
  const words =
    "known failures (YAML, repeatable): each with bug and expires; one that no longer happens fails";
  return new Option("--expect <file>", words).argParser(several);
}

function allowFlakyOption(): Option {
  const words = "a case that passed only when tried again does not fail the run";
  return new Option("--allow-flaky", words).default(false);
}
