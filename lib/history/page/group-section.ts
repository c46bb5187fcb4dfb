import { coverageLine, type HistoryRow, reasonsOf, repetitionsOf, rowsOf } from "../rows.ts";
import type { CaseHistory, Group, Range, Trend } from "../schema.ts";
import { CHANGED, countsLine, trendLooks } from "../trends.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { table } from "./table.ts";

/** What a page knows beside a history: where a claim's page is, and why something is as it is. */
export interface Surroundings {
  claimLink?(suite: string, test: string): string;
  why?(row: HistoryRow): Content;
}

/** What changed, what is flaky and what is bad all along, a table each. */
export function trendSections(group: Group, around: Surroundings = {}): Markup {
  const trends: readonly Trend[] = [...CHANGED, "always-bad"];
  return html`${trends.map((trend) => trendSection(group, trend, around))}${reasonSection(group)}`;
}

function reasonSection(group: Group): Content {
  const reasons = reasonsOf(group);
  if (reasons.length === 0) return null;
  return html`<h2>Could not run</h2>
${table(
  `${group.runtime}: could not run`,
  [{ title: "Why" }, { title: "Cases", className: "number" }],
  reasons.map(({ reason, cases }) => [reason, cases]),
)}`;
}

/** What all runs of a group have in common, and how often each case ran. */
export function factList(group: Group): Markup {
  return html`<ul class="facts">${group.facts.map(({ name, value }) => html`<li>${name}: ${value}</li>`)}</ul>
<p class="quiet">${capital(repetitionsOf(group))}. ${capital(countsLine(group))}.</p>
`;
}

function trendSection(group: Group, trend: Trend, around: Surroundings): Content {
  const rows = rowsOf(group, trend);
  if (rows.length === 0) return null;
  const { sign, title } = trendLooks[trend];
  const count = rows.reduce((sum, { history }) => sum + history.cases.length, 0);
  const columns = [
    { title: "Claim" },
    { title: "History", className: "wider" },
    { title: "Range, and how often it came out so", className: "wide" },
  ] as const;
  return html`<h2><span class="chip ${trend}" aria-hidden="true">${sign}</span> ${title} <small>${count} ${count === 1 ? "case" : "cases"}</small></h2>
${table(
  `${group.runtime}: ${title}`,
  columns,
  rows.map((row) => cellsOf(row, trend, around)),
)}`;
}

function cellsOf(row: HistoryRow, trend: Trend, { claimLink, why }: Surroundings): Content[] {
  const { name, where, claim, history } = row;
  const code = html`<code>${name}</code>`;
  const link = claimLink ? html`<a href="${claimLink(claim.suite, claim.test)}">${code}</a>` : code;
  const seen = coverageLine(claim);
  const reason = why?.(row) ?? null;
  return [
    html`${link}<div class="quiet">${where}</div>`,
    html`<span class="chip wraps ${trend}${trend === "always-bad" ? deadlyClass(history.ranges) : null}">${history.sentence}</span>${reason ? html`<p class="why">${reason}</p>` : null}`,
    html`${rangeList(history)}${seen ? html`<div class="quiet">${seen}</div>` : null}`,
  ];
}

/** A line a range: its state in words, and how many of its repetitions had it. */
export function rangeList({ ranges }: CaseHistory): Markup {
  return html`<ul class="ranges">${ranges.map((range) => html`<li>${rangeWords(range)}</li>`)}</ul>`;
}

/** The class that makes red what died or hangs. */
export function deadlyClass(ranges: readonly Range[]): string {
  return ranges.some(({ harms }) => harms.includes("died") || harms.includes("hang")) ? " deadly" : "";
}

function rangeWords(range: Range): Content {
  const { from, to, state, times, of } = range;
  const span = from === to ? from : `${from} … ${to}`;
  return html`${span}: <span class="${state}">${state}</span>${of > 0 ? `, ${times} of ${of}` : null}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
