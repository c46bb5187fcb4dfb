import { failureSentence } from "../../judge/failure-sentence.ts";
import { allowedWords } from "../../results/allowed-words.ts";
import { chainWords } from "../../results/chain-words.ts";
import { countWords } from "../../results/count-words.ts";
import { fateSentence } from "../../results/fate-words.ts";
import { attemptLines, isFlaky } from "../../results/flaky.ts";
import { harmNames } from "../../results/harm-words.ts";
import { failOnSentence } from "../../results/objections.ts";
import type { Assertion, CaseResult, RunEvent, RunTail } from "../../results/schema.ts";
import { isGood, isTrouble } from "../../results/standing.ts";
import { moreDetail } from "../assertion-words.ts";
import type { Reporter, Sink } from "../reporter.ts";
import { tapText } from "./description.ts";
import { tapDiagnostics } from "./diagnostics.ts";

/**
 * TAP 14 (https://testanything.org/tap-version-14-specification.html): a test point a case, numbered as they finish,
 * each after a subtest of its assertions. TAP knows pass and fail: held and recorded pass, with their harms in the description and the YAML.
 * Nothing that is not TAP is written.
 */
export class TapReporter implements Reporter {
  readonly #sink: Sink;
  #started = false;
  #ended = false;
  readonly #results: CaseResult[] = [];

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  on(event: RunEvent): void {
    if (event.type === "run-start") this.#start(event.cases.length);
    else if (event.type === "case-end") {
      this.#results.push(event.result);
      this.#sink.write(testPoint(event.result, this.#results.length));
    } else if (event.type === "run-end") this.#end(event.tail);
  }

  async done(): Promise<void> {
    if (this.#started && !this.#ended) this.#sink.write("Bail out! the run was cut off\n");
    await this.#sink.end();
  }

  #start(planned: number): void {
    this.#started = true;
    this.#sink.write(`TAP version 14\n1..${planned}${planned === 0 ? " # no case was selected" : ""}\n`);
  }

  #end(tail: RunTail): void {
    this.#ended = true;
    if (this.#results.length > 0) this.#sink.write(`# ${countsText(this.#results)}\n`);
    for (const line of gateComments(tail.gate)) this.#sink.write(`# ${tapText(line)}\n`);
    for (const line of failOnComments(tail.failOn)) this.#sink.write(`# ${tapText(line)}\n`);
    for (const problem of tail.problems) this.#sink.write(`# problem: ${tapText(problem)}\n`);
    if (tail.interrupted) this.#sink.write("Bail out! the run was interrupted\n");
  }
}

function countsText(results: readonly CaseResult[]): string {
  const counts = countWords(results).map(({ words }) => words);
  return `${results.length} ${results.length === 1 ? "case" : "cases"}: ${counts.join(", ")}`;
}

// Its word comes when every test point is written, and a test point shows the verdict: a harness that knows nothing of the gate fails by it.
function gateComments(gate: RunTail["gate"]): string[] {
  if (!gate) return [];
  const allowed = allowedWords(gate);
  return [
    ...gate.failing.map(({ id, why }) => `gate: ${id} does not pass: ${why}`),
    ...gate.violations.map((violation) => `gate: ${violation}`),
    ...(allowed ? [`gate: allowed: ${allowed}`] : []),
    `gate: ${gate.passed ? "passed" : "failed"}`,
  ];
}

function failOnComments(failOn: RunTail["failOn"]): string[] {
  const sentence = failOnSentence(failOn);
  if (!failOn || sentence === null) return [];
  const failing = failOn.failing.map(({ id, harms }) => `${id} does not pass: ${harms.join(", ")}`);
  return [...failing, sentence].map((line) => `--fail-on: ${line}`);
}

function testPoint(result: CaseResult, number: number): string {
  const ok = !isTrouble(result);
  const skip = result.verdict === "skip" ? ` # SKIP ${tapText(result.reason ?? "no reason given")}` : "";
  const line = `${ok ? "ok" : "not ok"} ${number} - ${tapText(description(result))}${skip}\n`;
  return subtest(result) + line + tapDiagnostics(caseDiagnostics(result));
}

function description(result: CaseResult): string {
  const harms = harmNames(result);
  return isGood(result) && harms.length > 0 ? `${result.id} ▲ ${harms.join(", ")}` : result.id;
}

function caseDiagnostics(result: CaseResult): Record<string, unknown> {
  const failed = isTrouble(result);
  const { observation } = result;
  const kernelLog = observation?.evidence.kernelLog;
  return {
    severity: result.verdict === "error" ? "error of the suite itself, not of the runtime" : null,
    verdict: result.verdict,
    reason: failed ? result.reason : null,
    harms: result.harms.map(({ harm, amount, text }) => ({ harm, amount: amount ?? "some", text })),
    outcome: result.outcome,
    flaky: isFlaky(result) ? `${result.verdict} at try ${(result.attempts?.length ?? 0) + 1}` : null,
    attempts: attemptLines(result),
    claim: failed ? `${result.level}: ${result.claim}` : null,
    cites: failed ? result.cites : null,
    fate: failed && observation ? fatesOf(observation.fate) : null,
    answers: observation?.answers,
    chain: observation ? chainWords(observation.evidence.chain) : null,
    "kernel log": kernelLog && (kernelLog.line ?? `no line: ${kernelLog.missing}`),
    "no trace": failed ? observation?.evidence.missing : null,
    leftovers: observation?.leftovers,
    "runtime said": failed ? observation?.said : null,
    duration_ms: Math.round(result.milliseconds),
  };
}

function fatesOf({
  actual,
  reported,
}: NonNullable<CaseResult["observation"]>["fate"]): Record<string, string> {
  return { actual: fateSentence(actual), reported: fateSentence(reported) };
}

function subtest(result: CaseResult): string {
  const { assertions } = result;
  if (assertions.length === 0) return "";
  const excused = isGood(result);
  const points = assertions.map((assertion, index) => assertionPoint(assertion, index + 1, excused)).join("");
  return `# Subtest: ${tapText(result.id)}\n${indent(`1..${assertions.length}\n${points}`)}`;
}

// An assertion that failed in a case that passed was no requirement; without TODO the subtest would contradict its test point.
function assertionPoint(assertion: Assertion, number: number, excused: boolean): string {
  const { ok, name, skip } = assertion;
  const failed = !ok && skip === null;
  const directive =
    skip !== null ? ` # SKIP ${tapText(skip)}` : failed && excused ? " # TODO not required" : "";
  const words = failed ? failureSentence(assertion) : name;
  const line = `${failed ? "not ok" : "ok"} ${number} - ${tapText(words)}${directive}\n`;
  return line + tapDiagnostics(failed ? Object.fromEntries(moreDetail(assertion)) : (assertion.detail ?? {}));
}

function indent(lines: string): string {
  return lines.replace(/^/gm, "    ").replace(/ {4}$/, "");
}
