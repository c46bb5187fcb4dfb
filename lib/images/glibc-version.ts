import { readFileSync } from "node:fs";

/** As glibc's libc.so.6 says it to whoever executes it (csu/version.c); null where it does not. @param path of the library */
export function glibcVersion(path: string): string | null {
  return /GNU C Library .* release version (\d+\.\d+)/.exec(readFileSync(path, "latin1"))?.[1] ?? null;
}
