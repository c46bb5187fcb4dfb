import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MachineError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";
import type { History } from "../schema.ts";
import { factList, trendSections } from "./group-section.ts";
import { html, Markup } from "./markup.ts";

/**
 * One file that opens anywhere, without a script: what changed from version to version.
 * @throws MachineError `NO_TEMPLATE`
 */
export function historyPage(history: History, style: string = builtStyle()): string {
  const { by, cautions, groups } = history;
  const names = [...new Set(groups.map(({ runtime }) => runtime))].join(", ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>History of ${names} by ${by}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<h1>History of ${names} by ${by}</h1>
${cautions.map((caution) => html`<p class="caution">${caution}</p>`)}
${groups.map(
  (group) => html`<section>
<h2>${group.runtime}: ${group.points.map(({ label }) => label).join(" → ")}</h2>
${factList(group)}${trendSections(group)}</section>`,
)}
</main>
</body>
</html>
`.html;
}

function builtStyle(): string {
  const path = join(packageRoot, "dist/history.css");
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new MachineError("NO_TEMPLATE", `${path} cannot be read: run \`npm run build\``, { cause: error });
  }
}
