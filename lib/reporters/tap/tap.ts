import { chainWords } from "../../results/chain-words.ts";
import { fateSentence } from "../../results/fate-words.ts";
import { attemptLines, isFlaky } from "../../results/flaky.ts";
import type { Assertion, CaseResult, RunEvent, RunTail } from "../../results/schema.ts";
import type { Reporter, Sink } from "../reporter.ts";
import { tapText } from "./description.ts";
import { tapDiagnostics } from "./diagnostics.ts";

/**
 * TAP 14 (https://testanything.org/tap-version-14-specification.html): a test point a case, numbered as they finish,
 * each after a subtest of its assertions. Nothing that is not TAP is written.
 */
export class TapReporter implements Reporter {
  readonly #sink: Sink;
  #started = false;
  #ended = false;
  #points = 0;
  #flaky = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  on(event: RunEvent): void {
    if (event.type === "run-start") this.#start(event.cases.length);
    else if (event.type === "case-end") {
      this.#sink.write(testPoint(event.result, ++this.#points));
      if (isFlaky(event.result)) this.#flaky++;
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
    if (this.#flaky > 0) this.#sink.write(`# flaky: ${this.#flaky} passed only when tried again\n`);
    for (const line of gateComments(tail.gate)) this.#sink.write(`# ${tapText(line)}\n`);
    for (const problem of tail.problems) this.#sink.write(`# problem: ${tapText(problem)}\n`);
    if (tail.interrupted) this.#sink.write("Bail out! the run was interrupted\n");
  }
}

// Its word comes when every test point is written, and a test point tells the verdict: a harness that knows nothing of the gate fails by it.
function gateComments(gate: RunTail["gate"]): string[] {
  if (!gate) return [];
  return [
    ...gate.failing.map(({ id, why }) => `gate: ${id} does not pass: ${why}`),
    ...gate.violations.map((violation) => `gate: ${violation}`),
    `gate: ${gate.passed ? "passed" : "failed"}`,
  ];
}

function testPoint(result: CaseResult, number: number): string {
  const ok = result.verdict === "pass" || result.verdict === "skip";
  const skip = result.verdict === "skip" ? ` # SKIP ${tapText(result.reason ?? "no reason given")}` : "";
  const line = `${ok ? "ok" : "not ok"} ${number} - ${tapText(result.id)}${skip}\n`;
  return subtest(result) + line + tapDiagnostics(caseDiagnostics(result));
}

function caseDiagnostics(result: CaseResult): Record<string, unknown> {
  const failed = result.verdict === "fail" || result.verdict === "error";
  const { observation } = result;
  const kernelLog = observation?.evidence.kernelLog;
  return {
    severity: result.verdict === "error" ? "error of the suite itself, not of the runtime" : null,
    reason: failed ? result.reason : null,
    outcome: result.outcome,
    flaky: isFlaky(result) ? `passed at try ${(result.attempts?.length ?? 0) + 1}` : null,
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
  const excused = result.verdict === "pass";
  const points = assertions.map((assertion, index) => assertionPoint(assertion, index + 1, excused)).join("");
  return `# Subtest: ${tapText(result.id)}\n${indent(`1..${assertions.length}\n${points}`)}`;
}

// An assertion that failed in a case that passed was no requirement; without TODO the subtest would contradict its test point.
function assertionPoint({ ok, name, skip, detail }: Assertion, number: number, excused: boolean): string {
  const directive = skip !== null ? ` # SKIP ${tapText(skip)}` : !ok && excused ? " # TODO not required" : "";
  const line = `${ok || skip !== null ? "ok" : "not ok"} ${number} - ${tapText(name)}${directive}\n`;
  return line + (detail ? tapDiagnostics(detail) : "");
}

function indent(lines: string): string {
  return lines.replace(/^/gm, "    ").replace(/ {4}$/, "");
}
