// Builds the page that html.ts fills with a run: one file, its script and style inline and allowed by their hashes alone.
// Plain node: it is part of the build, which runs before there is a bundle.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/**
 * @param {string} [file] where the template goes
 * @returns what the page is made of
 */
export async function buildReport(file = join(import.meta.dirname, "../../../dist/report.html")) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(import.meta.dirname, "page/main.tsx")],
    outdir: "page",
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    charset: "ascii",
    write: false,
    metafile: true,
  });
  const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trim();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page(textOf(".js").replaceAll("</script", "<\\/script"), textOf(".css")));
  return metafile;
}

// The policy forbids every request (Content Security Policy Level 3): the report can be opened anywhere, whatever is in it.
function page(script, style) {
  const policy = [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>fd012</title>
<style>${style}</style>
</head>
<body>
<div id="report"><noscript>This report needs JavaScript; run.json next to it holds the same data.</noscript></div>
<script type="application/json" id="run"></script>
<script>${script}</script>
</body>
</html>
`;
}

function hash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

if (process.argv[1] === import.meta.filename) await buildReport();
