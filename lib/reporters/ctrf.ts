import type { CTRFReport, RetryAttempt, Test, TestStatus } from "ctrf";
import { attemptLines, isFlaky } from "../results/flaky.ts";
import type { CaseResult, RunFile, Verdict } from "../results/schema.ts";
import { againLine } from "./again.ts";
import { failureLines } from "./failure-lines.ts";
import { visible } from "./visible-text.ts";

/**
 * CTRF has `other` for what is none of the rest, but who gates on it counts what has failed: an error of the suite itself must not pass
 * there. `rawStatus` tells the two apart.
 */
const STATUS: Readonly<Record<Verdict, TestStatus>> = {
  pass: "passed",
  fail: "failed",
  skip: "skipped",
  error: "failed",
};

/** The Common Test Report Format (https://ctrf.io), version 0.0. */
export function ctrfOf(run: RunFile): string {
  return `${JSON.stringify(reportOf(run), null, 1)}\n`;
}

function reportOf({ head, cases, tail }: RunFile): CTRFReport {
  const { machine, suite } = head;
  const problems = tail.problems.map(visible);
  return {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    generatedBy: `fd012 ${visible(suite)}`,
    results: {
      tool: { name: "fd012", version: visible(suite) },
      summary: summaryOf(head.started, cases, tail),
      tests: cases.map((one) => testOf(one, head)),
      environment: {
        osPlatform: "linux",
        osRelease: visible(machine.kernel),
        healthy: problems.length === 0 && !tail.interrupted,
        extra: { ...factsOf(head), problems, interrupted: tail.interrupted, exitCode: tail.exitCode },
      },
    },
  };
}

function factsOf({ machine, runtimes }: RunFile["head"]): Record<string, unknown> {
  const { kernel, root, ...words } = machine;
  const texts = (of: Record<string, string>) =>
    Object.fromEntries(Object.entries(of).map(([name, text]) => [visible(name), visible(text)]));
  return { machine: { ...texts(words), root }, runtimes: texts(runtimes) };
}

function summaryOf(
  started: string,
  cases: readonly CaseResult[],
  { milliseconds }: RunFile["tail"],
): CTRFReport["results"]["summary"] {
  const count = (status: TestStatus) => cases.filter(({ verdict }) => STATUS[verdict] === status).length;
  const start = Date.parse(started) || 0;
  const duration = Math.round(milliseconds);
  return {
    tests: cases.length,
    ...{ passed: count("passed"), failed: count("failed"), skipped: count("skipped"), pending: 0, other: 0 },
    flaky: cases.filter(isFlaky).length,
    suites: new Set(cases.map(({ suite }) => suite)).size,
    ...{ start, stop: start + duration, duration },
  };
}

function testOf(result: CaseResult, head: RunFile["head"]): Test {
  const { id, suite, verdict, reason, outcome, milliseconds, level, claim, attempts = [] } = result;
  const { runtime, strategy, filesystem, image } = result;
  const isTrouble = verdict === "fail" || verdict === "error";
  const labels = Object.entries({ runtime, strategy, filesystem, image, level });
  return {
    name: visible(id) || "?",
    ...{ testId: visible(id) || "?", status: STATUS[verdict], rawStatus: verdict },
    duration: Math.round(milliseconds),
    suite: [visible(suite)],
    labels: Object.fromEntries(labels.map(([name, value]) => [name, visible(value)])),
    ...(reason !== null && { message: visible(reason) }),
    ...(isTrouble && { trace: failureLines(result, head).join("\n") }),
    ...(isFlaky(result) && { flaky: true, message: attemptLines(result).map(visible).join("\n") }),
    ...(attempts.length > 0 && { retries: attempts.length, retryAttempts: attempts.map(attemptOf) }),
    extra: {
      claim: visible(claim),
      outcome: outcome === null ? null : visible(outcome),
      again: visible(againLine(result, head)),
    },
  };
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
