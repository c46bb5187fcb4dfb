import type { CaseResult, RunFile } from "../results/schema.ts";
import { applies, concerns, isMet, toldHarms } from "./applies.ts";
import { isShard } from "./compare-runs.ts";
import { type Expectation, isExpired } from "./expectation-entry.ts";
import { type KnownNames, unknownPart } from "./known-names.ts";
import { hasPart, partOf } from "./version-range.ts";

type Run = Pick<RunFile, "head" | "cases">;

/** Whether a list of expectations is true of a run: a sentence for each entry that is not. */
export function violationsOf(
  run: Run,
  { expectations, known, today }: { expectations: readonly Expectation[]; known: KnownNames; today: string },
): string[] {
  const { runtimes, images } = run.head;
  const here = {
    ...known,
    runtimes: [...known.runtimes, ...Object.keys(runtimes)],
    images: [...known.images, ...Object.keys(images)],
  };
  const isTrue = (one: Expectation, result: CaseResult) =>
    isMet(one, result, toldHarms(expectations, result, run.head));
  return expectations.flatMap((one, index) => violationOf({ one, index, isTrue }, run, here, today));
}

/** How many entries a run cannot judge. */
export function asideOf(run: Run, expectations: readonly Expectation[]): number {
  return expectations.filter((one) => !isJudged(one, run)).length;
}

// Of a shard nobody can say that a case is missing: the merged run is judged.
function isJudged(one: Expectation, run: Run): boolean {
  return !isShard(run.head) && concerns(one, run);
}

function violationOf(
  {
    one,
    index,
    isTrue,
  }: { one: Expectation; index: number; isTrue(one: Expectation, result: CaseResult): boolean },
  run: Run,
  known: KnownNames,
  today: string,
): string[] {
  const name = `expectation ${index + 1} (${one.case}, ${one.bug})`;
  const unknown = unknownPart(one, known) ?? unknownVersionPart(one, run.head.runtimes, known);
  if (unknown !== null) return [`${name} matches nothing: ${unknown}`];
  if (isExpired(one, today))
    return [`${name} has expired on ${one.expires}: mend it, or ask for more time there`];
  if (!isJudged(one, run)) return [];
  const spoken = run.cases.filter((result) => applies(one, result, run.head) && result.verdict !== "skip");
  if (spoken.length === 0) return [`${name} matches no case that ran`];
  const untrue = spoken.filter((result) => !isTrue(one, result));
  if (untrue.length === 0) return [];
  const [first] = untrue as [CaseResult];
  const harms = one.harm === undefined ? "" : first.harms.map(({ harm }) => harm).join(", ");
  const seen = [first.verdict, first.outcome ?? first.reason, harms && `▲ ${harms}`]
    .filter(Boolean)
    .join(" · ");
  return [`${name} did not happen: ${first.id} is ${seen}; remove the entry, or narrow it`];
}

/**
 * A part that a runtime which is in the run does not have. It may be another machine's where it is the name of one: an engine that is asked for no OCI
 * runtime takes what it finds.
 */
function unknownVersionPart(
  { runtime, when }: Expectation,
  runtimes: Readonly<Record<string, string>>,
  known: KnownNames,
): string | null {
  const part = when?.version === undefined ? null : partOf(when.version);
  const versions = Object.entries(runtimes).filter(([name]) => runtime === undefined || name === runtime);
  if (part === null || versions.length === 0 || versions.some(([, version]) => hasPart(version, part)))
    return null;
  const hasParts = ([, version]: [string, string]) => version.includes("(");
  const isElsewhere = known.versionParts.includes(part) && (runtime === undefined || versions.some(hasParts));
  if (isElsewhere) return null;
  const shown = versions.map(([name, version]) => `${name} ${version}`).join(", ");
  return `no version of ${runtime ?? "a runtime"} here has a part ${part} (${shown})`;
}
