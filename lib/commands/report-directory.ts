import { accessSync, constants, existsSync, mkdirSync, opendirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../errors.ts";

/** Makes the directory that a run reports into. @throws UsageError `OUT_NOT_WRITABLE` */
export function makeReportDirectory(out: string | undefined): string {
  const path = resolve(out ?? `reports/${timestamp(new Date())}`);
  try {
    makeDirectory(path);
    opendirSync(path).closeSync(); // Of a file the next line would say that it may not be executed.
    accessSync(path, constants.W_OK | constants.X_OK);
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      "OUT_NOT_WRITABLE",
      `The report cannot be written to ${path} (${code}); name a directory that you may write to with --out.`,
    );
  }
}

// Not by mkdir's own recursion, which never ends where a file system answers ENOENT for a name it does not take, as /proc does.
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path);
}

// Readable, sortable, unique enough for one person, and a valid file name anywhere.
function timestamp(now: Date): string {
  return now.toISOString().replace(/[:.]/g, "-").replace("Z", "");
}
