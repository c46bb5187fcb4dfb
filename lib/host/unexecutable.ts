import { accessSync, constants, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { findProgram } from "./programs.ts";

/** Why a path cannot be executed; null where it can. */
export function unexecutable(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return "there is no such file";
  if (!found.isFile()) return "it is not a file";
  try {
    accessSync(path, constants.X_OK);
    return null;
  } catch {
    return "it cannot be executed";
  }
}

/** The same of a program by its name or its path, as a sentence that names it. */
export function whyNotExecutable(program: string): string | null {
  const problem = isAbsolute(program) ? unexecutable(program) : null;
  if (problem === "there is no such file" || (!isAbsolute(program) && !findProgram(program)))
    return `there is no ${program} on this machine`;
  return problem && `${program}: ${problem}`;
}
