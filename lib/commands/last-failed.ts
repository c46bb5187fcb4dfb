import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Case } from "../case/case.ts";
import { Fd012Error, UsageError } from "../errors.ts";
import { withoutRepetition } from "../results/case-id.ts";
import { isFlaky } from "../results/flaky.ts";
import { readRun } from "../results/read-run.ts";
import type { RunFile } from "../results/schema.ts";
import { isTrouble } from "../results/standing.ts";
import type { RunOptions } from "./run-options.ts";

/** What failed in an earlier run. */
export interface LastFailed {
  /** Of a plan, the cases that failed there. @throws Fd012Error `NOTHING_TO_RUN` */
  of(plan: readonly Case[]): Case[];
}

/**
 * Null where a run is not narrowed by an earlier one.
 * @throws UsageError `NO_LAST_RUN`, and those of readRun; Fd012Error `NOTHING_TO_RUN` where nothing failed
 */
export async function openLastFailed({
  lastFailed,
  out,
}: Pick<RunOptions, "lastFailed" | "out">): Promise<LastFailed | null> {
  if (lastFailed === undefined) return null;
  const path = lastFailed === true ? lastRunIn(out === undefined ? "reports" : dirname(out)) : lastFailed;
  const failed = failedIn(await readRun(path));
  if (failed.size === 0) throw nothing(`no case failed in ${path}`);
  return {
    of(plan) {
      const chosen = plan.filter(({ plan: { id } }) => failed.has(id));
      if (chosen.length > 0) return chosen;
      const cases = failed.size === 1 ? "the case" : `none of the ${failed.size} cases`;
      const isNot = failed.size === 1 ? "is not" : "is";
      throw nothing(
        `${cases} that failed in ${path} ${isNot} part of this selection; select what that run had selected`,
      );
    },
  };
}

/** What a word behind --last-failed says: the path of a stored run; whatever is no path is a pattern. */
export function runAndPatterns(
  lastFailed: string | true | undefined,
  patterns: readonly string[],
): { lastFailed: string | true | undefined; patterns: readonly string[] } {
  if (typeof lastFailed !== "string" || existsSync(lastFailed) || /^\.{0,2}\//.test(lastFailed))
    return { lastFailed, patterns };
  return { lastFailed: true, patterns: [lastFailed, ...patterns] };
}

/** Ids without the number of a repetition: one that failed is enough. */
function failedIn({ cases, tail: { gate, failOn } }: RunFile): Set<string> {
  const ids = [
    ...cases.filter((one) => isTrouble(one) || isFlaky(one)).map(({ id }) => id),
    ...(gate?.failing ?? []).map(({ id }) => id),
    ...(failOn?.failing ?? []).map(({ id }) => id),
  ];
  return new Set(ids.map(withoutRepetition));
}

const FILES = ["run.json", "events.jsonl"];

/** The run directory that was written last. A run that was killed has left its events alone. */
function lastRunIn(directory: string): string {
  const runs = existsSync(directory) ? readdirSync(directory).flatMap((name) => runAt(directory, name)) : [];
  const [last] = runs.sort((a, b) => b.written - a.written);
  if (last) return last.path;
  throw new UsageError(
    "NO_LAST_RUN",
    `There is no earlier run in ${directory}/: make a run first, or name one: --last-failed RUN.`,
  );
}

function runAt(directory: string, name: string): { path: string; written: number }[] {
  const path = join(directory, name);
  const written = FILES.map((file) => statSync(join(path, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const last = Math.max(...written);
  return last > 0 ? [{ path, written: last }] : [];
}

function nothing(why: string): Fd012Error {
  return new Fd012Error("NOTHING_TO_RUN", 4, `Nothing to run: ${why}.`);
}
