import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** What the hooks are told; plain data, since older versions of node run them in a thread of their own. */
export interface HookData {
  /** URL by the name that a file of the user's imports. */
  readonly modules: Readonly<Record<string, string>>;
  /** Path of the esbuild that takes types away; null where node does, or nothing can. */
  readonly esbuild: string | null;
}

let told: HookData = { modules: {}, esbuild: null };

export function initialize(data: HookData): void {
  told = data;
}

interface Loaded {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit: true;
}

/** A hook of node's module loader: whichever fd012 the file's own project has, there is one `suite` and one StartFailed, that of the program. */
export function resolve<C, R>(
  specifier: string,
  context: C,
  next: (specifier: string, context: C) => R,
): R | { url: string; format: string; shortCircuit: true } {
  const url = told.modules[specifier];
  return url === undefined ? next(specifier, context) : { url, format: "module", shortCircuit: true };
}

/** Another one. */
export function load<C, R>(url: string, context: C, next: (url: string, context: C) => R): R | Loaded {
  if (told.esbuild === null || !/^file:.*\.m?ts$/.test(url)) return next(url, context);
  const { transformSync } = createRequire(import.meta.url)(told.esbuild);
  const sourcefile = fileURLToPath(url);
  const { code } = transformSync(readFileSync(sourcefile, "utf8"), {
    loader: "ts",
    sourcefile,
    sourcemap: "inline",
    target: `node${process.versions.node}`,
    logLevel: "silent",
  });
  return { format: "module", source: code, shortCircuit: true };
}
