import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { findByName } from "../nearest-name.ts";
import { broadcast } from "../reporters/broadcast.ts";
import type { Reporter, ReporterKind, Sink } from "../reporters/reporter.ts";
import { fileSink, standardSink } from "../reporters/sinks.ts";
import { reporters } from "../reporters/table.ts";

/** The reporters that were asked for, and those that fill every run's report directory. */
export async function openReporters(
  asked: readonly string[],
  directory: string,
  onBroken: (problem: string) => void,
): Promise<Reporter> {
  const open = new Map<string, Reporter>();
  for (const spec of asked) {
    const [name, file] = split(spec);
    const kind = findByName("reporter", name, reporters);
    open.set(spec, await kind.create(file === null ? ownSink(kind, directory) : namedSink(kind, file)));
  }
  for (const kind of reporters.filter(({ file }) => file !== null)) {
    if (kind.destination === "run-directory" && open.has(kind.name)) continue;
    open.set(`${kind.name} of the report`, await kind.create(directorySink(kind, directory)));
  }
  return broadcast(open, onBroken);
}

function split(spec: string): [string, string | null] {
  const at = spec.indexOf("=");
  return at === -1 ? [spec, null] : [spec.slice(0, at), spec.slice(at + 1)];
}

function ownSink(kind: ReporterKind, directory: string): Sink {
  if (kind.destination === "run-directory") return directorySink(kind, directory);
  return standardSink(kind.destination === "stdout" ? process.stdout : process.stderr);
}

function directorySink(kind: ReporterKind, directory: string): Sink {
  return fileSink(join(directory, kind.file as string), kind.writing);
}

function namedSink(kind: ReporterKind, file: string): Sink {
  const path = resolve(file);
  if (!existsSync(dirname(path))) {
    throw new UsageError(
      "REPORTER_FILE",
      `The ${kind.name} reporter cannot write ${path}: make its directory first.`,
    );
  }
  return fileSink(path, kind.writing);
}
