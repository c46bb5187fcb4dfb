import { fateSentence } from "../../results/fate-words.ts";
import type { Assertion, CaseResult } from "../../results/schema.ts";
import type { Paint } from "../colour.ts";
import { verdictSigns } from "../verdict-signs.ts";
import { visible, visibleLines } from "../visible-text.ts";
import { wrappedWords } from "./wrapped.ts";

const MOST_SAID_LINES = 12;

/** What is to be known of a case that failed or broke: the reason, what was asserted, what the runtime said. */
export function troubleLines(result: CaseResult, paint: Paint, width: number): string[] {
  const { style } = verdictSigns[result.verdict];
  return [
    ...reasonLines(result, width).map((line) => paint(style, line)),
    ...failedAssertions(result).flatMap((assertion) => assertionLines(assertion, paint)),
    ...fateLines(result).flatMap((line) => wrappedWords(line, width)),
    ...leftoverLines(result),
    ...saidLines(result, paint),
  ];
}

// A reason that is but the names of the assertions that failed is told by them.
function reasonLines(result: CaseResult, width: number): string[] {
  const names = failedAssertions(result).map(({ name }) => name);
  if (names.join("; ") === result.reason) return [];
  const lead = result.verdict === "error" ? "error of the suite itself: " : "";
  return wrappedWords(visible(lead + (result.reason ?? "no reason given")), width);
}

function failedAssertions({ assertions }: CaseResult): Assertion[] {
  return assertions.filter(({ ok, skip }) => !ok && skip === null);
}

function assertionLines({ name, detail }: Assertion, paint: Paint): string[] {
  const { sign, style } = verdictSigns.fail;
  const entries = Object.entries(detail ?? {}).flatMap(([key, value]) => entryLines(visible(key), value));
  return [`${paint(style, sign)} ${visible(name)}`, ...entries.map((line) => `    ${line}`)];
}

function entryLines(key: string, value: unknown): string[] {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const lines = visibleLines(text ?? "");
  return lines.length === 1 ? [`${key}: ${lines[0]}`] : [`${key}:`, ...lines.map((line) => `  ${line}`)];
}

// An outcome has no room for where a process hangs or why it did not start.
function fateLines({ observation, reason }: CaseResult): string[] {
  const actual = observation?.fate.actual;
  if (actual?.kind !== "hang" && actual?.kind !== "start-failed") return [];
  const sentence = visible(fateSentence(actual));
  return reason && visible(reason).includes(sentence) ? [] : [sentence];
}

function leftoverLines({ observation }: CaseResult): string[] {
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
