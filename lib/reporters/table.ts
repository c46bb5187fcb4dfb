import type { ReporterKind } from "./reporter.ts";

export const reporters: readonly ReporterKind[] = [
  {
    name: "progress",
    summary: "for people: a live line on a terminal, one line a case elsewhere, a summary at the end",
    destination: "stderr",
    file: null,
    writing: "appended",
    create: async (sink) => new (await import("./progress/progress.ts")).ProgressReporter(sink),
  },
  {
    name: "tap",
    summary: "TAP 14, one test point a case with its assertions as a subtest",
    destination: "stdout",
    file: "run.tap",
    writing: "appended",
    create: async (sink) => new (await import("./tap/tap.ts")).TapReporter(sink),
  },
  {
    name: "events",
    summary: "each event as a line of JSON as it happens (schema/event.schema.json)",
    destination: "run-directory",
    file: "events.jsonl",
    writing: "appended",
    create: async (sink) => new (await import("./events.ts")).EventsReporter(sink),
  },
  {
    name: "json",
    summary: "the whole run as one JSON document (schema/run.schema.json)",
    destination: "run-directory",
    file: "run.json",
    writing: "whole",
    create: async (sink) => new (await import("./run-json.ts")).RunJsonReporter(sink),
  },
  {
    name: "baseline",
    summary: "what later runs are compared with, one case a line: a run.json small enough to check in",
    destination: "run-directory",
    file: "baseline.json",
    writing: "whole",
    create: async (sink) => new (await import("./baseline.ts")).BaselineReporter(sink),
  },
  {
    name: "html",
    summary: "the whole run as one self-contained page",
    destination: "run-directory",
    file: "index.html",
    writing: "whole",
    create: async (sink) => new (await import("./html/html.ts")).HtmlReporter(sink),
  },
];
