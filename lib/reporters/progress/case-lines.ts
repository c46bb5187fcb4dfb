import { failureSentence } from "../../judge/failure-sentence.ts";
import { fateSentence } from "../../results/fate-words.ts";
import type { Assertion, CaseResult } from "../../results/schema.ts";
import { failedAssertions, isReasonOfAssertions, moreDetail, unsaidHarms } from "../assertion-words.ts";
import type { Paint } from "../colour.ts";
import { verdictSigns } from "../verdict-signs.ts";
import { visible, visibleLines } from "../visible-text.ts";
import { wrappedWords } from "./wrapped.ts";

const MOST_SAID_LINES = 12;

/** What is to be known of a case that is broken or an error: the reason, what was seen and required, what it cost, what the runtime said. */
export function troubleLines(result: CaseResult, paint: Paint, width: number): string[] {
  const { style } = verdictSigns[result.verdict];
  return [
    ...reasonLines(result, width).map((line) => paint(style, line)),
    ...failedAssertions(result).flatMap((assertion) => assertionLines(assertion, paint, width)),
    ...unsaidHarms(result).flatMap((line) => wrappedWords(visible(line), width)),
    ...fateLines(result).flatMap((line) => wrappedWords(line, width)),
    ...leftoverLines(result),
    ...saidLines(result, paint),
  ];
}

// Each assertion that did not hold has a line of its own.
function reasonLines(result: CaseResult, width: number): string[] {
  if (isReasonOfAssertions(result)) return [];
  const lead = result.verdict === "error" ? "error of the suite itself: " : "";
  return wrappedWords(visible(lead + (result.reason ?? "no reason given")), width);
}

function assertionLines(assertion: Assertion, paint: Paint, width: number): string[] {
  const { sign, style } = verdictSigns.broken;
  const [first = "", ...rest] = wrappedWords(visible(failureSentence(assertion)), width - 2);
  const entries = moreDetail(assertion).flatMap(([key, value]) => entryLines(visible(key), value));
  return [
    `${paint(style, sign)} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...entries.map((line) => `    ${line}`),
  ];
}

function entryLines(key: string, value: unknown): string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const lines = visibleLines(text ?? "");
  return lines.length === 1 ? [`${key}: ${lines[0]}`] : [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

// An outcome has no room for where a process hangs or why it did not start.
function fateLines({ observation, reason, harms }: CaseResult): string[] {
  const actual = observation?.fate.actual;
  if (actual?.kind !== "hang" && actual?.kind !== "start-failed") return [];
  const sentence = visible(fateSentence(actual));
  return [reason ?? "", ...harms.map(({ text }) => text)].some((text) => visible(text).includes(sentence))
    ? []
    : [sentence];
}

function leftoverLines({ observation, harms }: CaseResult): string[] {
  if (harms.some(({ harm }) => harm === "leaked")) return [];
  return (observation?.leftovers ?? []).map((leftover) => `left behind: ${visible(leftover)}`);
}

function saidLines({ observation }: CaseResult, paint: Paint): string[] {
  if (!observation?.said.trim()) return [];
  const lines = visibleLines(observation.said);
  const cut = lines.length > MOST_SAID_LINES ? [`… ${lines.length - MOST_SAID_LINES} more lines`] : [];
  return [
    "the runtime said:",
    ...[...lines.slice(0, MOST_SAID_LINES), ...cut].map((line) => paint("dim", `│ ${line}`)),
  ];
}
