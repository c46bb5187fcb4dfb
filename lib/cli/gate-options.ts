import { Option } from "commander";
import { GROUPS, grouped } from "./help.ts";
import { several } from "./values.ts";

/** What a run, and shards that are joined to one, are judged by. */
export function judgingOptions(): Option[] {
  return grouped(GROUPS.judge, [
    baselineOption(),
    expectOption(),
    new Option(
      "--fail-on <harm,...>",
      "harms that fail the run, whatever the verdict, such as died,lost; repeatable",
    ).argParser(several),
    allowFlakyOption(),
    new Option("--allow-new", "with --baseline: cases that it lacks may be broken or harmed").default(false),
    new Option("--allow-gone", "with --baseline: cases that it has may be missing here").default(false),
    new Option("--allow-skipped", "with --baseline: cases that ran may be skipped here").default(false),
  ]);
}

function baselineOption(): Option {
  return new Option("--baseline <run>", "a stored run: fail only on what is worse than in it");
}

function expectOption(): Option {
  const words =
    "known failures, a plain list or YAML: they do not fail the run, and one that no longer happens does; repeatable";
  return new Option("--expect <file>", words).argParser(several);
}

function allowFlakyOption(): Option {
  const words = "do not fail on a case that passed only when it was tried again";
  return new Option("--allow-flaky", words).default(false);
}
