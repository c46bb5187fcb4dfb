import { accessSync, closeSync, constants, openSync, statSync, unlinkSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { findByName } from "../nearest-name.ts";
import type { ReporterKind } from "../reporters/reporter.ts";
import { reporters } from "../reporters/table.ts";

export interface AskedReporter {
  /** As it was written: `NAME[=FILE]`. */
  readonly spec: string;
  readonly kind: ReporterKind;
  /** Absolute; null for the reporter's own place. */
  readonly file: string | null;
}

/**
 * What `--reporter NAME[=FILE]` asks for; no file is changed yet.
 * @throws UsageError `UNKNOWN_NAME`; `REPORTER_FILE` where a file cannot be written, or two reporters would write over each other
 */
export function askedReporters(specs: readonly string[]): AskedReporter[] {
  const asked = [...new Set(specs)].map(reporterOf);
  for (const one of asked) if (one.file !== null) demandWritable(one.kind.name, one.file);
  const places = new Map<string, string>();
  for (const one of asked) {
    const place =
      one.file ?? (one.kind.destination === "run-directory" ? one.kind.name : one.kind.destination);
    const other = places.get(place);
    if (other !== undefined)
      throw new UsageError(
        "REPORTER_FILE",
        `The ${other} and ${one.kind.name} reporters cannot both write ${place}: give one of them a file, ${other}=FILE.`,
      );
    places.set(place, one.kind.name);
  }
  return asked;
}

function reporterOf(spec: string): AskedReporter {
  const at = spec.indexOf("=");
  const kind = findByName("reporter", at === -1 ? spec : spec.slice(0, at), reporters);
  const file = at === -1 ? null : spec.slice(at + 1);
  if (file === "") throw new UsageError("REPORTER_FILE", `"${spec}" names no file: ${kind.name}=FILE.`);
  return { spec, kind, file: file === null ? null : resolve(file) };
}

function demandWritable(name: string, file: string): void {
  try {
    const complaint = complaintOf(file);
    if (complaint !== null) throw problem(name, file, complaint);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw problem(name, file, `${code}; name a file that you may write`);
  }
}

// Tried, not asked: access(2) knows nothing of a file system such as /proc that takes no files.
function complaintOf(file: string): string | null {
  const directory = dirname(file);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return "make its directory first";
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory()) return "it is a directory; name a file";
  if (there) accessSync(file, constants.W_OK);
  if (there && !there.isFile()) return null;
  const trial = `${file}.${process.pid}.trial`;
  closeSync(openSync(trial, "wx"));
  unlinkSync(trial);
  return null;
}

function problem(name: string, file: string, what: string): UsageError {
  return new UsageError("REPORTER_FILE", `The ${name} reporter cannot write ${file}: ${what}.`);
}
