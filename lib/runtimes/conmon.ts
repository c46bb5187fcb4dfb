import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../errors.ts";

/** The conmon that a user named: podman itself says nothing of one that it cannot use, and takes its own. @throws UsageError `CONMON` */
export function conmonAt(path: string): string {
  const whole = resolve(path);
  const problem = problemWith(whole);
  if (problem)
    throw new UsageError("CONMON", `--conmon ${path}: ${problem}; name a program, such as /usr/bin/conmon.`);
  return whole;
}

function problemWith(path: string): string | null {
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
