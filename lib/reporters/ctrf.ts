import type { CTRFReport, RetryAttempt, Test, TestStatus } from "ctrf";
import { allowedWords } from "../results/allowed-words.ts";
import { attemptLines, isFlaky } from "../results/flaky.ts";
import { type GatedStatus, gatedStatuses } from "../results/gated-status.ts";
import { harmLines, harmNames } from "../results/harm-words.ts";
import { failOnSentence } from "../results/objections.ts";
import type { CaseResult, RunFile } from "../results/schema.ts";
import { isHarmed } from "../results/standing.ts";
import { againLine } from "./again.ts";
import { failureLines } from "./failure-lines.ts";
import { withoutCommands } from "./log-commands.ts";
import { visible } from "./visible-text.ts";

/**
 * CTRF has `other` for what is none of the rest, and who merges by this file counts what has failed: an error of the suite itself must
 * not pass there, and what the run's gate let pass must. Held and recorded pass, with their harms in message, tags and extra. `rawStatus` is the
 * verdict.
 */
const STATUS: Readonly<Record<GatedStatus["status"], TestStatus>> = {
  held: "passed",
  recorded: "passed",
  broken: "failed",
  skip: "skipped",
  error: "failed",
  excused: "other",
};

/** The Common Test Report Format (https://ctrf.io), version 0.0. */
export function ctrfOf(run: RunFile): string {
  return withoutCommands(`${JSON.stringify(reportOf(run), null, 1)}\n`);
}

function reportOf({ head, cases, tail }: RunFile): CTRFReport {
  const { machine, suite } = head;
  const problems = tail.problems.map(visible);
  const { gate, failOn } = tail;
  const statusOf = gatedStatuses(tail);
  const tests = [
    ...cases.map((one) => testOf(one, statusOf(one), head)),
    ...(gate?.violations ?? []).map(violationOf),
  ];
  return {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    generatedBy: `fd012 ${visible(suite)}`,
    results: {
      tool: { name: "fd012", version: visible(suite) },
      summary: { ...summaryOf(head.started, tests, tail), flaky: cases.filter(isFlaky).length },
      tests,
      environment: {
        osPlatform: "linux",
        osRelease: visible(machine.kernel),
        healthy: problems.length === 0 && !tail.interrupted,
        extra: {
          ...factsOf(head),
          ...{ problems, interrupted: tail.interrupted, exitCode: tail.exitCode },
          ...(gate && { gate: gate.passed ? "passed" : "failed", allowed: allowedWords(gate) }),
          ...(failOn && { failOn: failOnSentence(failOn) ?? "no case has a harm that it names" }),
        },
      },
    },
  };
}

function factsOf({ machine, runtimes, images }: RunFile["head"]): Record<string, unknown> {
  const { kernel, root, ...words } = machine;
  const texts = (of: Record<string, string>) =>
    Object.fromEntries(Object.entries(of).map(([name, text]) => [visible(name), visible(text)]));
  return { machine: { ...texts(words), root }, runtimes: texts(runtimes), images: texts(images) };
}

function summaryOf(
  started: string,
  tests: readonly Test[],
  { milliseconds }: RunFile["tail"],
): CTRFReport["results"]["summary"] {
  const count = (wanted: TestStatus) => tests.filter(({ status }) => status === wanted).length;
  const start = Date.parse(started) || 0;
  const duration = Math.round(milliseconds);
  return {
    tests: tests.length,
    ...{ passed: count("passed"), failed: count("failed"), skipped: count("skipped") },
    ...{ pending: 0, other: count("other") },
    suites: new Set(tests.map(({ suite }) => suite?.[0])).size,
    ...{ start, stop: start + duration, duration },
  };
}

function testOf(result: CaseResult, { status, why, told }: GatedStatus, head: RunFile["head"]): Test {
  const { id, suite, verdict, outcome, milliseconds, level, claim, attempts = [] } = result;
  const { runtime, strategy, filesystem, image, harms } = result;
  const harmed = isHarmed(result) ? `harmed: ${harmLines(result).join("; ")}` : null;
  const message = [why ?? result.reason, harmed].filter((text) => text !== null).join("\n");
  const isTrouble = STATUS[status] === "failed" || status === "excused";
  const labels = Object.entries({ runtime, strategy, filesystem, image, level });
  return {
    name: visible(id) || "?",
    ...{ testId: visible(id) || "?", status: STATUS[status], rawStatus: verdict },
    duration: Math.round(milliseconds),
    suite: [visible(suite)],
    labels: Object.fromEntries(labels.map(([name, value]) => [name, visible(value)])),
    ...(message && { message: message.split("\n").map(visible).join("\n") }),
    ...(result.harms.length > 0 && { tags: ["harmed", ...harmNames(result)] }),
    ...(isTrouble && { trace: failureLines(result, head).join("\n") }),
    ...(isFlaky(result) && { flaky: true, message: flakyMessage(result, told) }),
    ...(attempts.length > 0 && { retries: attempts.length, retryAttempts: attempts.map(attemptOf) }),
    extra: {
      claim: visible(claim),
      outcome: outcome === null ? null : visible(outcome),
      harms: harms.map(({ harm, amount, text }) => ({ harm, amount, text: visible(text) })),
      again: visible(againLine(result, head)),
    },
  };
}

function flakyMessage(result: CaseResult, told: string | null): string {
  const lines = [...(told === null ? [] : [told]), ...attemptLines(result), ...harmLines(result)];
  return lines.map(visible).join("\n");
}

// It belongs to no case, and a reader that only counts tests would miss it.
function violationOf(violation: string, index: number): Test {
  const name = `gate: expectation ${index + 1} that does not hold`;
  return { name, testId: name, status: "failed", duration: 0, suite: ["gate"], message: visible(violation) };
}

function attemptOf(
  { verdict, reason, milliseconds }: NonNullable<CaseResult["attempts"]>[number],
  index: number,
): RetryAttempt {
  return {
    attempt: index + 1,
    ...{ status: STATUS[verdict], duration: Math.round(milliseconds) },
    ...(reason !== null && { message: visible(reason) }),
  };
}
