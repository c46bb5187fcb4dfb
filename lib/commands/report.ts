import { existsSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { broadcast } from "../reporters/broadcast.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { fileSink } from "../reporters/sinks.ts";
import { readRun, runFileOf } from "../results/read-run.ts";
import { eventsOfRun } from "../results/run-of-events.ts";
import { type AskedReporter, askedReporters } from "./asked-reporters.ts";
import { makeReportDirectory } from "./report-directory.ts";
import { isWorthSeeing, writeRepros } from "./repro-files.ts";
import { ownSink } from "./run-reporters.ts";
import { say } from "./say.ts";

/**
 * `fd012 report`: a stored run as its reporters would have written it.
 * @returns 0, or 1 where a reporter broke
 */
export async function report(
  path: string,
  { reporter: specs = ["html"], out }: { reporter?: string[]; out?: string },
): Promise<number> {
  const asked = askedReporters(specs);
  const run = await readRun(path);
  const isHomeless = asked.some(({ kind, file }) => file === null && kind.destination === "run-directory");
  const directory = isHomeless ? directoryFor(path, out) : "";
  const placed = asked.map((one) => ({ ...one, file: fileOf(one, directory) }));
  for (const { file } of placed) demandOther(file, path); // Before any of them is opened.
  const problems: string[] = [];
  const open = new Map<string, Reporter>();
  for (const { kind, spec, file } of placed)
    open.set(
      spec,
      await kind.create(file === null ? ownSink(kind, directory) : fileSink(file, kind.writing)),
    );
  const reporters = broadcast(open, (problem) => problems.push(problem));
  for (const event of eventsOfRun(run)) reporters.on(event);
  await reporters.done();
  // A run that was killed has none, and the reports speak of them.
  if (directory !== "" && !existsSync(join(directory, "repro")))
    writeRepros(directory, run.cases.filter(isWorthSeeing));
  for (const problem of problems) say(`fd012: ${problem}`);
  if (problems.length > 0) return 1;
  for (const { file } of placed) if (file !== null) say(`written: ${relative(process.cwd(), file)}`);
  return 0;
}

/** Null for stdout and stderr. */
function fileOf({ kind, file }: AskedReporter, directory: string): string | null {
  if (file !== null) return file;
  return kind.destination === "run-directory" ? join(directory, kind.file as string) : null;
}

function directoryFor(path: string, out: string | undefined): string {
  if (out !== undefined) return makeReportDirectory(out);
  if (statSync(path).isDirectory()) return makeReportDirectory(path);
  throw new UsageError(
    "REPORT_WHERE",
    `${path} is no run directory that the report could go to: name one with --out, or a file with --reporter NAME=FILE.`,
  );
}

// Whatever of it this version leaves out would be gone, and of a run that was cut off the end would be made up.
function demandOther(file: string | null, path: string): void {
  if (file === null || !statSync(file, { throwIfNoEntry: false })?.isFile()) return;
  if (realpathSync(file) !== realpathSync(runFileOf(resolve(path)))) return;
  throw new UsageError(
    "REPORT_ONTO_ITSELF",
    `${file} is what the run is read from: name another file, or another directory with --out.`,
  );
}
