import { compareRuns, sideOf } from "../compare/compare-runs.ts";
import type { Comparison } from "../compare/comparison.ts";
import { comparisonMarkdown } from "../compare/comparison-markdown.ts";
import { comparisonLines } from "../compare/comparison-text.ts";
import { UsageError } from "../errors.ts";
import { findByName } from "../nearest-name.ts";
import { paintFor } from "../reporters/colour.ts";
import { readBaseline, readRun } from "../results/read-run.ts";
import { sideBySide } from "./side-by-side.ts";

interface Format {
  readonly name: string;
  /** Whether it shows all that is known of a case, which a baseline has not. */
  readonly isWhole?: true;
  print(comparison: Comparison): string | Promise<string>;
}

const formats: readonly Format[] = [
  {
    name: "text",
    print: (one) => comparisonLines(one, paintFor(process.stdout.isTTY === true, process.env)).join("\n"),
  },
  { name: "json", print: (one) => JSON.stringify(one, null, 2) },
  { name: "markdown", print: comparisonMarkdown },
  {
    name: "html",
    isWhole: true,
    print: async (comparison) => (await import("../reporters/html/html.ts")).htmlOf({ comparison }),
  },
];

/** All cases of any number of runs, and no judgement. */
const TABLE = "table";

/** What `--format` takes. */
export const formatNames: readonly string[] = [...formats.map(({ name }) => name), TABLE];

/** `fd012 compare`. @returns 1 where anything is worse, else 0 */
export async function compare(
  paths: readonly string[],
  { format, runtime: runtimes = [] }: { format: string; runtime?: string[] },
): Promise<number> {
  if (format === TABLE) {
    if (paths.length < 2)
      throw new UsageError("COMPARE", "Give two runs or more: fd012 compare A B C --format table.");
    process.stdout.write(await sideBySide(paths));
    return 0;
  }
  const { print, isWhole } = findByName("format", format, formats);
  const comparison = await compared(paths, runtimes, isWhole ? readRun : readBaseline);
  process.stdout.write(`${(await print(comparison)).trimEnd()}\n`);
  return comparison.counts.worse > 0 ? 1 : 0;
}

async function compared(
  paths: readonly string[],
  runtimes: readonly string[],
  read: typeof readRun,
): Promise<Comparison> {
  const [before = "", after] = paths;
  if (paths.length === 2 && after && runtimes.length <= 1) {
    const only = runtimes[0] ?? null;
    return compareRuns(sideOf(await read(before), before, only), sideOf(await read(after), after, only));
  }
  if (paths.length === 1 && runtimes.length === 2) {
    const run = await read(before);
    const [one = "", other = ""] = runtimes;
    return compareRuns(sideOf(run, before, one), sideOf(run, before, other));
  }
  throw new UsageError(
    "COMPARE",
    "Give two runs, or one run and two runtimes of it: fd012 compare A B, or fd012 compare A --runtime runc --runtime crun.",
  );
}
