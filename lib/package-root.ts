import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The directory of package.json, found from wherever this code runs: the sources or the bundle. */
export const packageRoot = findUpwards(dirname(fileURLToPath(import.meta.url)));

function findUpwards(directory: string): string {
  return existsSync(join(directory, "package.json")) ? directory : findUpwards(dirname(directory));
}
