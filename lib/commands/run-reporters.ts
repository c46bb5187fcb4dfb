import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { broadcast } from "../reporters/broadcast.ts";
import type { Reporter, ReporterKind, Sink } from "../reporters/reporter.ts";
import { fileSink, standardSink, summarySink } from "../reporters/sinks.ts";
import { reporters } from "../reporters/table.ts";
import type { AskedReporter } from "./asked-reporters.ts";

/**
 * The reporters that were asked for, those that fill every run's report directory, and the CI's own summary.
 * @throws UsageError `REPORTER_FILE` where the CI's summary cannot be written
 */
export async function openReporters(
  asked: readonly AskedReporter[],
  directory: string,
  onBroken: (problem: string) => void,
): Promise<Reporter> {
  const open = new Map<string, Reporter>();
  const inDirectory = new Set<string>();
  for (const { kind, file, spec } of asked) {
    open.set(
      spec,
      await kind.create(file === null ? ownSink(kind, directory) : fileSink(file, kind.writing)),
    );
    if (file === null && kind.destination === "run-directory") inDirectory.add(kind.name);
  }
  for (const kind of reporters) {
    if (kind.always && !inDirectory.has(kind.name))
      open.set(`report's ${kind.name}`, await kind.create(directorySink(kind, directory)));
    const file = kind.jobSummary && process.env[kind.jobSummary.variable];
    if (kind.jobSummary && file)
      open.set(`${kind.name} of the job`, await kind.create(jobSummarySink(kind.jobSummary, file)));
  }
  return broadcast(open, onBroken);
}

/** A reporter's own place: where it goes without `=FILE`. */
export function ownSink(kind: ReporterKind, directory: string): Sink {
  if (kind.destination === "run-directory") return directorySink(kind, directory);
  return standardSink(kind.destination === "stdout" ? process.stdout : process.stderr, kind);
}

function directorySink(kind: ReporterKind, directory: string): Sink {
  return fileSink(join(directory, kind.file as string), kind.writing);
}

function jobSummarySink({ variable, most }: NonNullable<ReporterKind["jobSummary"]>, file: string): Sink {
  try {
    return summarySink(file, most);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      "REPORTER_FILE",
      `${variable} names ${file}, which cannot be written (${code}): unset it, or name a file that you may write.`,
    );
  }
}
