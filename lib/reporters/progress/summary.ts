import { countWords } from "../../results/count-words.ts";
import { attemptLines, isFlaky } from "../../results/flaky.ts";
import { isDeadly } from "../../results/harm-words.ts";
import { imageWords } from "../../results/image-words.ts";
import { kindOf } from "../../results/kind.ts";
import { failOnSentence } from "../../results/objections.ts";
import type { CaseResult, RunHead, RunTail } from "../../results/schema.ts";
import { isTrouble } from "../../results/standing.ts";
import { uncheckedAssertions } from "../../results/unchecked.ts";
import type { Paint } from "../colour.ts";
import { harmMark, kindSigns, signOf } from "../verdict-signs.ts";
import { visible } from "../visible-text.ts";
import { answerLines } from "./answers.ts";
import type { Page } from "./block-lines.ts";
import { grouped } from "./grouped.ts";
import { scoreLines } from "./score-lines.ts";
import { seconds } from "./seconds.ts";
import { skippedLines } from "./skipped.ts";
import { wrappedWords } from "./wrapped.ts";

const MOST_UNCHECKED = 5;

/** What runs, on what. */
export function headLines(runHead: RunHead, planned: number, paint: Paint): string[] {
  const { suite, machine, runtimes } = runHead;
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
  const words = imageWords(runHead);
  const images = words ? [paint("dim", visible(`images: ${words}`))] : [];
  if (versions.length === 1) return [`${head} · ${visible(versions[0] as string)}`, place, ...images];
  return [
    `${head} · ${versions.length} runtimes`,
    place,
    ...versions.map((line) => paint("dim", visible(line))),
    ...images,
  ];
}

/** The score first, then what needs a look, then the counts. */
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
    ...scoreLines(results, page),
    ...answerLines(results, page),
    ...failureLines(results, page),
    ...flakyLines(results, page),
    ...skippedLines(results, page),
    ...uncheckedLines(results, page),
    ...problemLines(tail, page),
    `${paint("bold", plural(planned, "case"))}: ${countsText(results, paint)} · ${seconds(tail.milliseconds)}${cut}`,
    ...failOnLines(tail, page),
  ];
}

// By itself nothing above says that the run fails by it.
function failOnLines({ failOn }: RunTail, { paint }: Page): string[] {
  const sentence = failOnSentence(failOn);
  return sentence === null ? [] : [`${paint("red", kindSigns.broken.sign)} ${sentence}`];
}

function failureLines(results: readonly CaseResult[], { labels, paint, width }: Page): string[] {
  const lines = failures(results).flatMap((same) => {
    const [first] = same as [CaseResult];
    const { sign, style } = signOf(first);
    const outcome = [first.outcome, harmMark(first)?.words].flatMap((text) => (text ? [visible(text)] : []));
    return [
      `  ${paint(style, sign)} ${visible(`${first.suite}/${first.test}`)}   ${[labels.of(same), outcome.join("  ")].filter(Boolean).join("   ")}`,
      ...wrappedWords(visible(first.reason ?? ""), width - 6).map((line) => `      ${line}`),
    ];
  });
  return lines.length > 0 ? [paint("bold", "Not as it should be"), ...lines, ""] : [];
}

function flakyLines(results: readonly CaseResult[], { paint, width }: Page): string[] {
  const lines = results
    .filter(isFlaky)
    .flatMap((one) => [
      `  ${paint(signOf(one).style, signOf(one).sign)} ${visible(one.id)}`,
      ...attemptLines(one).flatMap((line) =>
        wrappedWords(visible(line), width - 6).map((part) => `      ${part}`),
      ),
    ]);
  return lines.length > 0 ? [paint("bold", "Flaky: came out well only when tried again"), ...lines, ""] : [];
}

/** Cases of one test that failed alike are together. */
function failures(results: readonly CaseResult[]): CaseResult[][] {
  const failed = results.filter(isTrouble);
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

/** `50 held, 30 harmed (28 died, 3 lost), 2 skipped`: each case once, what did not happen left out. */
function countsText(results: readonly CaseResult[], paint: Paint): string {
  return countWords(results)
    .map(({ kind, count, words }) => {
      const isRed = kind === "harmed" && results.some((one) => kindOf(one) === kind && isDeadly(one));
      return paint(count === 0 ? "dim" : isRed ? "red" : kindSigns[kind].style, words);
    })
    .join(", ");
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
