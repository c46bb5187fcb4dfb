import * as nodeModule from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../package-root.ts";
import type { HookData } from "./module-hooks.ts";

/** What takes types away: node itself, the esbuild at a path, or nothing. */
let reader: "node" | { readonly esbuild: string } | null = null;
let isHooked = false;

/** Whether a TypeScript file can be imported, after letImport. */
export function takesTypescript(): boolean {
  return reader !== null;
}

/**
 * Has files of the user's find the modules of the fd012 that runs, wherever they lie, and lets TypeScript be imported, where that can be.
 * @param paths in whose project an esbuild may be
 */
export async function letImport(paths: readonly string[]): Promise<void> {
  reader ??= readerFor(paths);
  if (isHooked || paths.length === 0) return;
  isHooked = true;
  const hooks = pathToFileURL(join(packageRoot, "dist/module-hooks.js")).href;
  const data: HookData = {
    modules: Object.fromEntries(
      ["suite", "runtime"].map((name) => [
        `fd012/${name}`,
        pathToFileURL(join(packageRoot, `dist/${name}.js`)).href,
      ]),
    ),
    esbuild: typeof reader === "object" ? (reader?.esbuild ?? null) : null,
  };
  const { registerHooks } = nodeModule as { registerHooks?: (hooks: object) => void };
  if (!registerHooks) return nodeModule.register(hooks, { data });
  const { initialize, load, resolve } = await import("./module-hooks.ts");
  initialize(data);
  registerHooks({ load, resolve });
}

function readerFor(paths: readonly string[]): typeof reader {
  const { typescript } = process.features as { typescript?: string | false };
  if (typescript) return "node";
  for (const from of [...paths.map((path) => resolve(path)), join(packageRoot, "package.json")]) {
    try {
      return { esbuild: nodeModule.createRequire(from).resolve("esbuild") };
    } catch {
      // Not in this project.
    }
  }
  return null;
}
