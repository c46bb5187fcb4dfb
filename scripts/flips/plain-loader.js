// Lets node take the sandbox's .ts files for the plain modules that they are there: see sandbox.js.
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.env.TAP_TYPE_STRIP_ONLY = "1";
  delete process.env.NODE_OPTIONS; // For tests, not for what they start.
  register(import.meta.url);
}

/** A hook of node's module loader. */
export async function load(url, context, next) {
  if (/\.(sh|pl)$/.test(url)) return asText(url);
  if (!/\.tsx?$/.test(url)) return next(url, context);
  return { format: "module", source: readFileSync(fileURLToPath(url)), shortCircuit: true };
}

/** Programs in other languages: see lib/programs.d.ts. */
function asText(url) {
  const text = readFileSync(fileURLToPath(url), "utf8");
  return { format: "module", source: `export default ${JSON.stringify(text)};`, shortCircuit: true };
}
