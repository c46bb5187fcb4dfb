import { relative } from "node:path";
import { type AddedFiles, knownWith } from "../additions/known.ts";
import { readRun } from "../results/read-run.ts";
import { eventsOfRun } from "../results/run-of-events.ts";
import { joinShards, type Part } from "../shards/join.ts";
import { askedReporters } from "./asked-reporters.ts";
import { conditionsOf } from "./baseline-demands.ts";
import { commandWords } from "./command-words.ts";
import { conclude, tellConclusion } from "./conclusion.ts";
import { makeReportDirectory } from "./report-directory.ts";
import { openReporters } from "./run-reporters.ts";
import { say } from "./say.ts";
import type { RunOptions } from "./selection.ts";
import { type JudgingOptions, openTerms } from "./terms.ts";

type MergeOptions = Pick<RunOptions, "reporter" | "out" | "fromFile"> & JudgingOptions & AddedFiles;

/** `fd012 merge`: shards as the run that they are parts of, with all that a run writes. @returns the exit code of that run */
export async function merge(directories: readonly string[], options: MergeOptions): Promise<number> {
  const terms = await openTerms(options, await knownWith(options));
  const asked = askedReporters(options.reporter ?? ["progress"]);
  const parts: Part[] = [];
  for (const label of directories) parts.push({ label, run: await readRun(label) });
  const joined = joinShards(parts);
  terms.gate?.demandComparable(conditionsOf(joined.head));
  const report = makeReportDirectory(options.out);
  const tail = { ...joined.tail, problems: [...joined.tail.problems] };
  const reporters = await openReporters(asked, report, (problem) => tail.problems.push(problem));
  const head = {
    ...joined.head,
    run: relative(process.cwd(), report) || report,
    command: commandWords(options),
  };
  const { judged, tail: concluded } = conclude({ head, cases: joined.cases }, tail, terms);
  const run = { head, cases: joined.cases, tail: concluded };
  const code = concluded.exitCode;
  for (const event of eventsOfRun(run)) reporters.on(event);
  const known = tail.problems.length;
  await reporters.done();
  const broken = tail.problems.slice(known); // Too late for the run's own tail.
  for (const problem of broken) say(`fd012: ${problem}`);
  tellConclusion(report, run.cases, judged, terms);
  say(`report: ${relative(process.cwd(), report) || "."}/index.html`);
  return broken.length > 0 && code === 0 ? 1 : code;
}
