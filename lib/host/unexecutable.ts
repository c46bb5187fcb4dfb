import { accessSync, constants, statSync } from "node:fs";

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
