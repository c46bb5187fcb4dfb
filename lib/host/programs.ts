import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { deadline } from "./deadlines.ts";
import { endedAfter } from "./ended-after.ts";
import { helperEnvironment } from "./helper-process.ts";

/** Where a program is, in the order of the helpers' own PATH, or itself where it is a path; null where it is not. */
export function findProgram(name: string): string | null {
  if (name.startsWith("/")) return isExecutable(name) ? name : null;
  const places = helperEnvironment.PATH.split(":").map((directory) => join(directory, name));
  return places.find(isExecutable) ?? null;
}

/** What a command prints on its stdout. @throws Error whose message is what it said on its stderr */
export async function outputOf(words: readonly string[]): Promise<string> {
  const [program, ...rest] = words;
  try {
    const options = { env: helperEnvironment, ...endedAfter("command") };
    return (await promisify(execFile)(program as string, rest, options)).stdout.trim();
  } catch (error) {
    const { stderr, message, killed } = error as Error & { stderr?: string; killed?: boolean };
    const silence = killed ? `${program} did not end within ${deadline("command") / 1000} s` : message.trim();
    throw new Error(stderr?.trim() || silence, { cause: error });
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
