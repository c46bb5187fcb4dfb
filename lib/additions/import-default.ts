import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Fd012Error, UsageError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { deadline } from "../host/deadlines.ts";
import { cut } from "../reporters/visible-text.ts";
import { takesTypescript } from "./let-import.ts";

/**
 * The default export of a file of the user's.
 * @param option that names it, for the sentence
 * @throws UsageError `ADDED_FILE` where it cannot be read, does not parse, throws, or does not come to an end
 */
export async function importDefault(option: string, path: string): Promise<unknown> {
  demandReadable(option, path);
  if (TYPESCRIPT.test(path) && !takesTypescript())
    throw new UsageError(
      "ADDED_FILE",
      `${option} ${path} is TypeScript, which node ${process.versions.node} does not read: install esbuild beside it (npm install --save-dev esbuild), name a .js or .mjs file, or use node 22.18 or later.`,
    );
  try {
    const loaded = import(pathToFileURL(resolve(path)).href) as Promise<{ default?: unknown }>;
    const { default: value } = await within(
      loaded,
      deadline("import of a user's file"),
      "the end of all that it awaits",
    );
    return value;
  } catch (error) {
    throw new UsageError("ADDED_FILE", `${option} ${path} cannot be loaded: ${wordsOf(error)}.`, {
      cause: error,
    });
  }
}

const TYPESCRIPT = /\.[mc]?ts$/;

function demandReadable(option: string, path: string): void {
  try {
    const fd = openSync(path, "r");
    try {
      readSync(fd, Buffer.alloc(1)); // A directory can be opened.
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      "ADDED_FILE",
      `${option} ${path} cannot be read (${code}): name a file that there is, such as ./mine.ts.`,
      { cause: error },
    );
  }
}

const MOST_WORDS = 300;

/** On one line, with the place where node says it. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${cut(String(error), MOST_WORDS)}`;
  const place = /^(file:\/\/\S+:\d+)\n/.exec(error.stack ?? "")?.[1];
  const kind = error.name === "Error" || error instanceof Fd012Error ? "" : `${error.name}: `;
  const text = `${kind}${error.message.replace(/\s+/g, " ").trim()}`.replace(/\.$/, "");
  return cut(place ? `${text} at ${place}` : text, MOST_WORDS);
}
