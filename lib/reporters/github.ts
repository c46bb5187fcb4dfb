import { randomUUID } from "node:crypto";
import { allowedWords } from "../results/allowed-words.ts";
import { harmNames } from "../results/harm-words.ts";
import { type HarmedGroup, harmedGroups } from "../results/harmed.ts";
import { runOfEvents } from "../results/run-of-events.ts";
import type { RunEvent, RunFile } from "../results/schema.ts";
import { firstOf, type Trouble, testOf, troublesOf } from "../results/troubles.ts";
import { CaseLabels } from "./case-labels.ts";
import { failureLines } from "./failure-lines.ts";
import type { Reporter, Sink } from "./reporter.ts";
import { cut, visible } from "./visible-text.ts";

/** GitHub shows ten of each level a step, and drops the others without a word; more than ten in all nobody reads. */
const MOST_ANNOTATIONS = 10;
/** The runner cuts a message at 4,096 characters. */
const LONGEST_MESSAGE = 3_500;
const LONGEST_TITLE = 200;

const LEVELS = ["error", "warning", "notice"] as const;

interface Annotation {
  readonly level: (typeof LEVELS)[number];
  readonly title: string;
  readonly message: string;
}

/**
 * Annotations of a GitHub workflow, as commands on stdout, the worst first and no more than are shown; the rest is counted. While the
 * run goes on, the runner is told to take no commands, so that no container's output can give any.
 */
export class GitHubReporter implements Reporter {
  readonly #sink: Sink;
  readonly #events: RunEvent[] = [];
  readonly #token = randomUUID();

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  on(event: RunEvent): void {
    if (event.type === "run-start") this.#sink.write(`::stop-commands::${this.#token}\n`);
    this.#events.push(event);
  }

  async done(): Promise<void> {
    const run = runOfEvents(this.#events);
    if (run) this.#sink.write([`::${this.#token}::`, ...annotationsOf(run).map(commandOf), ""].join("\n"));
    await this.#sink.end();
  }
}

function annotationsOf(run: RunFile): Annotation[] {
  const labels = new CaseLabels(run.cases);
  const troubles = troublesOf(run.cases, run.tail);
  const listed = new Set(troubles.flatMap(({ cases }) => cases));
  const all = [
    ...run.tail.problems.map(ofProblem),
    ...(run.tail.gate?.violations ?? []).map(ofViolation),
    ...troubles.map((trouble) => ofTrouble(trouble, run, labels)),
    ...harmedGroups(run.cases.filter((one) => !listed.has(one))).map((group) => ofHarmed(group, run, labels)),
    ...ofAllowed(run),
  ];
  const worstFirst = LEVELS.flatMap((level) => all.filter((one) => one.level === level));
  if (all.length <= MOST_ANNOTATIONS) return worstFirst;
  const shown = worstFirst.slice(0, MOST_ANNOTATIONS - 1);
  const message = `… and ${all.length - shown.length} more that are broken, harmed or otherwise worth a look; the report has all of them.`;
  return [...shown, { level: "notice", title: "fd012", message }];
}

function ofProblem(problem: string): Annotation {
  return { level: "error", title: "fd012: trouble of the suite itself", message: visible(problem) };
}

function ofViolation(violation: string): Annotation {
  return { level: "error", title: "fd012: an expectation does not hold", message: visible(violation) };
}

const ENDS: Readonly<Record<Trouble["kind"], string>> = {
  ...{ error: "", broken: "", flaky: " is flaky" },
  ...{ worse: " is worse than it was", unaccepted: " has a harm that --fail-on names" },
};

// What a gate let pass is no error of this run; what is flaky is one where the gate says so.
function ofTrouble(trouble: Trouble, { head, tail }: RunFile, labels: CaseLabels): Annotation {
  const isError = trouble.told !== null || (tail.gate ? !trouble.isExcused : trouble.kind !== "flaky");
  const first = firstOf(trouble);
  const lead = trouble.kind === "error" ? "error of the suite itself in " : "";
  const end = `${ENDS[trouble.kind]}${trouble.isExcused ? ", let pass by the gate" : ""}`;
  const name = `${lead}${testOf(first)}${end}`;
  return {
    level: isError ? "error" : "warning",
    title: `${visible(name)} (${labels.of(trouble.cases)})`,
    message: [...(trouble.told ? [visible(trouble.told)] : []), ...failureLines(first, head)].join("\n"),
  };
}

// It passes, and yet no user would call it well.
function ofHarmed(group: HarmedGroup, { head }: RunFile, labels: CaseLabels): Annotation {
  const [first] = group;
  return {
    level: "warning",
    title: `${visible(testOf(first))} harmed: ${harmNames(first).join(", ")} (${labels.of(group)})`,
    message: failureLines(first, head).join("\n"),
  };
}

function ofAllowed({ tail }: RunFile): Annotation[] {
  const allowed = tail.gate ? allowedWords(tail.gate) : "";
  return allowed ? [{ level: "notice", title: "fd012", message: `The gate allowed: ${allowed}` }] : [];
}

function commandOf({ level, title, message }: Annotation): string {
  return `::${level} title=${property(cut(title, LONGEST_TITLE))}::${data(cut(message, LONGEST_MESSAGE))}`;
}

/** As the runner unescapes it (actions/toolkit, command.ts). */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
