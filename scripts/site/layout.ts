import { type Content, html, type Markup } from "../../lib/history/page/markup.ts";
import { STABLE_LOOPS } from "../../lib/results/loops.ts";
import type { Reason } from "./site.ts";

/** A page of the site. @param path its own, by which it finds the others: `runtimes/crun.html` */
export function layout(path: string, title: string, body: Content): string {
  const up = upFrom(path);
  const isFront = path === "index.html";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}${isFront ? null : " · fd012"}</title>
<link rel="stylesheet" href="${up}site.css">
</head>
<body>
${isFront ? null : html`<nav aria-label="Site"><a href="${up}index.html">All runtimes</a></nav>`}
<main>
<h1>${title}</h1>
${body}</main>
<footer>Written by <code>node scripts/site.js</code> from the checked-in runs. The same data: <a href="${basename(path).replace(/html$/, "json")}">JSON</a>.</footer>
</body>
</html>
`.html;
}

/** `../` as often as a page is deep. */
export function upFrom(path: string): string {
  return "../".repeat(path.split("/").length - 1);
}

export function claimPath(suite: string, test: string): string {
  return `claims/${suite}/${test}.html`;
}

export function runtimePath(runtime: string): string {
  return `runtimes/${runtime}.html`;
}

/** A link by a path of the site's, whose names may hold what a URL gives another meaning. */
export function link(from: string, to: string, text: Content): Markup {
  return html`<a href="${urlOf(from, to)}">${text}</a>`;
}

export function urlOf(from: string, to: string): string {
  return upFrom(from) + to.split("/").map(encodeURIComponent).join("/");
}

export function reasonMarkup(reason: Reason | null): Content {
  if (reason === null) return "Not explained yet.";
  const { why, source } = reason;
  const isLink = source !== undefined && /^https:\/\//.test(source);
  return html`${why.trim()}${isLink ? html` <a href="${source}">Source</a>` : null}`;
}

/** How far a result can be trusted by now. */
export function loopWords(loops: number): string {
  if (loops >= STABLE_LOOPS) return `Stable: ${loops} identical loops.`;
  const measured = loops === 1 ? "Measured once" : `Measured ${loops} times`;
  return `${measured}; a baseline counts as stable after ${STABLE_LOOPS} identical loops.`;
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
