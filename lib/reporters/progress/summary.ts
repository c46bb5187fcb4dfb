import { attemptLines, isFlaky } from "../../results/flaky.ts";
import type { CaseResult, Counts, RunHead, RunTail, Verdict } from "../../results/schema.ts";
import { uncheckedAssertions } from "../../results/unchecked.ts";
import { VERDICTS } from "../../results/verdict-counts.ts";
import type { Paint } from "../colour.ts";
import { flakySign, verdictSigns } from "../verdict-signs.ts";
import { visible } from "../visible-text.ts";
import { answerLines } from "./answers.ts";
import type { Page } from "./block-lines.ts";
import { grouped } from "./grouped.ts";
import { seconds } from "./seconds.ts";
import { skippedLines } from "./skipped.ts";
import { wrappedWords } from "./wrapped.ts";

const WORDS: Readonly<Record<Verdict, string>> = {
  pass: "passed",
  skip: "skipped",
  fail: "failed",
  error: "errors",
};
const MOST_UNCHECKED = 5;

/** What runs, on what. */
export function headLines({ suite, machine, runtimes }: RunHead, planned: number, paint: Paint): string[] {
  const versions = Object.entries(runtimes).map(([name, version]) =>
    version ? `${name} (${version})` : name,
  );
  const host = [
    machine.kernel,
    machine.architecture,
    machine.libc,
    `node ${machine.node}`,
    machine.root ? "root" : "not root",
  ];
  const head = `${paint("bold", `fd012 ${visible(suite)}`)} · ${plural(planned, "case")}`;
  const place = paint("dim", visible(host.join(" · ")));
  if (versions.length === 1) return [`${head} · ${visible(versions[0] as string)}`, place];
  return [
    `${head} · ${versions.length} runtimes`,
    place,
    ...versions.map((line) => paint("dim", visible(line))),
  ];
}

/** What came of it. */
export function summaryLines(
  results: readonly CaseResult[],
  planned: number,
  tail: RunTail,
  page: Page,
): string[] {
  const { paint } = page;
  const cut = tail.interrupted ? paint("red", ` · interrupted after ${results.length}`) : "";
  return [
    "",
    ...answerLines(results, page),
    ...failureLines(results, page),
    ...flakyLines(results, page),
    ...skippedLines(results, page),
    ...uncheckedLines(results, page),
    ...problemLines(tail, page),
    `${paint("bold", plural(planned, "case"))}: ${countWords(tail.counts, paint)}${flakyWords(results, paint)} · ${seconds(tail.milliseconds)}${cut}`,
  ];
}

function failureLines(results: readonly CaseResult[], { labels, paint, width }: Page): string[] {
  const lines = failures(results).flatMap((same) => {
    const [first] = same as [CaseResult];
    const { sign, style } = verdictSigns[first.verdict];
    const outcome = first.outcome ? `   ${visible(first.outcome)}` : "";
    return [
      `  ${paint(style, sign)} ${visible(`${first.suite}/${first.test}`)}   ${labels.of(same)}${outcome}`,
      ...wrappedWords(visible(first.reason ?? ""), width - 6).map((line) => `      ${line}`),
    ];
  });
  return lines.length > 0 ? [paint("bold", "Not as it should be"), ...lines, ""] : [];
}

function flakyLines(results: readonly CaseResult[], { paint, width }: Page): string[] {
  const lines = results
    .filter(isFlaky)
    .flatMap((one) => [
      `  ${paint(flakySign.style, flakySign.sign)} ${visible(one.id)}`,
      ...attemptLines(one).flatMap((line) =>
        wrappedWords(visible(line), width - 6).map((part) => `      ${part}`),
      ),
    ]);
  return lines.length > 0 ? [paint("bold", "Flaky: passed only when tried again"), ...lines, ""] : [];
}

/** Cases of one test that failed alike are together. */
function failures(results: readonly CaseResult[]): CaseResult[][] {
  const failed = results.filter(({ verdict }) => verdict === "fail" || verdict === "error");
  const alike = grouped(failed, ({ suite, test, verdict, outcome, reason }) =>
    JSON.stringify([suite, test, verdict, outcome, reason]),
  );
  return [...alike.values()];
}

function uncheckedLines(results: readonly CaseResult[], { paint, width }: Page): string[] {
  const unchecked = uncheckedAssertions(results);
  if (unchecked.length === 0) return [];
  const lines = unchecked
    .slice(0, MOST_UNCHECKED)
    .flatMap(({ name, reason, times }) => hanging(`${visible(name)} (${times}×): ${visible(reason)}`, width));
  const more =
    unchecked.length > MOST_UNCHECKED
      ? [`  … and ${unchecked.length - MOST_UNCHECKED} more, see the report`]
      : [];
  return [paint("bold", "Not checked"), ...lines, ...more, ""];
}

function problemLines({ problems }: RunTail, { paint, width }: Page): string[] {
  if (problems.length === 0) return [];
  return [
    paint("magenta", "Problems of the suite itself"),
    ...problems.flatMap((one) => hanging(visible(one), width)),
    "",
  ];
}

function hanging(text: string, width: number): string[] {
  return wrappedWords(text, width - 4).map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`));
}

// Among those that passed, and told apart from them: flaky is never silently green.
function flakyWords(results: readonly CaseResult[], paint: Paint): string {
  const flaky = results.filter(isFlaky).length;
  return flaky > 0 ? paint(flakySign.style, ` (${flakySign.sign} ${flaky} of them flaky)`) : "";
}

/** `50 passed, 2 skipped`; what did not happen is left out, a pass never. */
export function countWords(counts: Counts, paint: Paint): string {
  return VERDICTS.filter((verdict) => counts[verdict] > 0 || verdict === "pass")
    .map((verdict) =>
      paint(
        counts[verdict] > 0 ? verdictSigns[verdict].style : "dim",
        `${counts[verdict]} ${word(verdict, counts)}`,
      ),
    )
    .join(", ");
}

function word(verdict: Verdict, counts: Counts): string {
  return verdict === "error" && counts.error === 1 ? "error" : WORDS[verdict];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
