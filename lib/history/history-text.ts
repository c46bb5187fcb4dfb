import type { Paint } from "../reporters/colour.ts";
import { wrappedWords } from "../reporters/progress/wrapped.ts";
import { visible } from "../reporters/visible-text.ts";
import { coverageLine, type HistoryRow, reasonsOf, repetitionsOf, rowsOf } from "./rows.ts";
import type { Group, History, Trend } from "./schema.ts";
import { CHANGED, countsLine, repetitionWords, trendLooks } from "./trends.ts";

const WIDTH = 100;
const INDENT = "    ";

/** For a terminal: what changed and what is flaky, then what was bad all along; what is good is only counted. */
export function historyLines({ by, cautions, groups }: History, paint: Paint): string[] {
  return [
    ...cautions.flatMap((caution) => lines(caution, "").map((line) => `${paint("yellow", "!")} ${line}`)),
    ...groups.flatMap((group) => ["", ...groupLines(group, by, paint)]),
  ].slice(cautions.length > 0 ? 0 : 1);
}

function groupLines(group: Group, by: string, paint: Paint): string[] {
  const points = group.points.map(({ label }) => label).join(" → ");
  const facts = group.facts.map(({ name, value }) => `${name} ${value}`).join(" · ");
  return [
    `${paint("bold", visible(group.runtime))} by ${by}: ${visible(points)}`,
    ...lines(`${facts}; ${repetitionsOf(group)}`, "  ").map((line) => paint("dim", line)),
    "",
    ...([...CHANGED, "always-bad"] as Trend[]).flatMap((trend) => trendLines(group, trend, paint)),
    ...reasonLines(group, paint),
    countsLine(group),
  ];
}

function trendLines(group: Group, trend: Trend, paint: Paint): string[] {
  const rows = rowsOf(group, trend);
  const { sign, style, title } = trendLooks[trend];
  if (rows.length === 0) return [];
  return [paint("bold", title), ...rows.flatMap((row) => rowLines(row, paint(style, sign), paint)), ""];
}

function reasonLines(group: Group, paint: Paint): string[] {
  const reasons = reasonsOf(group);
  if (reasons.length === 0) return [];
  return [
    paint("bold", "Could not run"),
    ...reasons.flatMap(({ reason, cases }) => lines(`${cases}×  ${reason}`, "  ")),
    "",
  ];
}

function rowLines({ name, where, claim, history }: HistoryRow, sign: string, paint: Paint): string[] {
  const coverage = coverageLine(claim);
  const often = repetitionWords(history);
  return [
    `${sign} ${paint("bold", visible(name))}  ${visible(where)}`,
    ...lines(history.sentence, INDENT),
    ...[often, ...(coverage ? [coverage] : [])].flatMap((text) =>
      lines(text, INDENT).map((line) => paint("dim", line)),
    ),
  ];
}

function lines(text: string, indent: string): string[] {
  return wrappedWords(visible(text), WIDTH - indent.length).map((line) => indent + line);
}
