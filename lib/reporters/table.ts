import { withoutCommands } from "./log-commands.ts";
import type { ReporterKind } from "./reporter.ts";
import { WholeRunReporter } from "./whole-run.ts";

export const reporters: readonly ReporterKind[] = [
  {
    name: "progress",
    summary: "for people: a live line on a terminal, one line a case elsewhere, a summary at the end",
    destination: "stderr",
    file: null,
    always: false,
    writing: "appended",
    create: async (sink) => new (await import("./progress/progress.ts")).ProgressReporter(sink),
  },
  {
    name: "tap",
    summary: "TAP 14, one test point a case with its assertions as a subtest; held and recorded pass",
    destination: "stdout",
    file: "run.tap",
    always: true,
    writing: "appended",
    create: async (sink) => new (await import("./tap/tap.ts")).TapReporter(sink),
  },
  {
    name: "events",
    summary: "each event as a line of JSON as it happens (schema/event.schema.json)",
    destination: "run-directory",
    file: "events.jsonl",
    always: true,
    writing: "appended",
    create: async (sink) => new (await import("./events.ts")).EventsReporter(sink),
  },
  {
    name: "json",
    summary: "the whole run as one JSON document (schema/run.schema.json)",
    destination: "run-directory",
    file: "run.json",
    always: true,
    writing: "whole",
    create: async (sink) =>
      new WholeRunReporter(sink, (run) => withoutCommands(`${JSON.stringify(run, null, 1)}\n`)),
  },
  {
    name: "baseline",
    summary: "what later runs are compared with, one case a line: a run.json small enough to check in",
    destination: "run-directory",
    file: "baseline.json",
    always: true,
    writing: "whole",
    create: async (sink) => {
      const { baselineText } = await import("../results/baseline.ts");
      return new WholeRunReporter(sink, (run) => withoutCommands(baselineText(run)));
    },
  },
  {
    name: "html",
    summary: "the whole run as one self-contained page",
    destination: "run-directory",
    file: "index.html",
    always: true,
    writing: "whole",
    create: async (sink) => {
      const { htmlOf } = await import("./html/html.ts");
      return new WholeRunReporter(sink, (run) => htmlOf(run));
    },
  },
  {
    name: "markdown",
    summary:
      "for a job's summary or a comment, the worst first; appended to $GITHUB_STEP_SUMMARY where that is set",
    destination: "run-directory",
    file: "summary.md",
    always: true,
    jobSummary: { variable: "GITHUB_STEP_SUMMARY", most: 1_048_576 },
    writing: "whole",
    create: async (sink) => {
      const { markdownOf } = await import("./markdown/markdown.ts");
      return new WholeRunReporter(sink, (run) => markdownOf(run, sink.room));
    },
  },
  {
    name: "faults",
    summary:
      "a page of Markdown: what each fault does to PID 1, to its bytes and to its status, runtimes side by side",
    destination: "run-directory",
    file: "faults.md",
    always: false,
    writing: "whole",
    create: async (sink) => new WholeRunReporter(sink, (await import("./faults/faults.ts")).faultsPage),
  },
  {
    name: "svg",
    summary:
      "the score as a picture: what each fault does to PID 1, to its bytes and to its status, runtimes side by side",
    destination: "run-directory",
    file: "score.svg",
    always: false,
    writing: "whole",
    create: async (sink) => new WholeRunReporter(sink, (await import("./svg/score-picture.ts")).scorePicture),
  },
  {
    name: "junit",
    summary: "JUnit XML, as Jenkins, GitLab and others read it",
    destination: "run-directory",
    file: "junit.xml",
    always: false,
    writing: "whole",
    create: async (sink) => new WholeRunReporter(sink, (await import("./junit.ts")).junitOf),
  },
  {
    name: "ctrf",
    summary: "Common Test Report Format (https://ctrf.io)",
    destination: "run-directory",
    file: "ctrf.json",
    always: false,
    writing: "whole",
    create: async (sink) => new WholeRunReporter(sink, (await import("./ctrf.ts")).ctrfOf),
  },
  {
    name: "github",
    summary: "annotations of a GitHub workflow: the ten worst, broken before harmed, the rest counted",
    destination: "stdout",
    file: null,
    always: false,
    isCommands: true,
    writing: "appended",
    create: async (sink) => new (await import("./github.ts")).GitHubReporter(sink),
  },
];
