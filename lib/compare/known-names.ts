import { nearestName } from "../nearest-name.ts";
import { patternMatcher } from "../pattern.ts";
import type { Expectation } from "./expectation.ts";

/** Every name that an expectation may use on any machine. */
export interface KnownNames {
  /** Those of the run, and those that every run knows; users may choose others, and then say which. */
  readonly runtimes: readonly string[];
  readonly tests: readonly string[];
  readonly strategies: readonly string[];
  readonly filesystems: readonly string[];
}

/** What an expectation names that there is not, in words; null where all of it is known. */
export function unknownPart(
  { case: pattern, runtime, strategy, filesystem }: Expectation,
  known: KnownNames,
): string | null {
  if (!known.tests.some(patternMatcher([pattern]))) return `no claim is called ${pattern}`;
  if (runtime !== undefined && !isKnownRuntime(runtime, known.runtimes))
    return `there is no runtime ${runtime}${nearest(runtime, known.runtimes)}`;
  if (strategy !== undefined && !known.strategies.includes(strategy))
    return `there is no strategy ${strategy}`;
  if (filesystem !== undefined && !known.filesystems.includes(filesystem))
    return `there is no file system ${filesystem}`;
  return null;
}

// An engine's parts may be any that it finds: what counts is what stands before `+` and `@`.
function isKnownRuntime(name: string, known: readonly string[]): boolean {
  return known.includes(name) || known.includes(name.replace(/[+@].*$/, ""));
}

function nearest(name: string, known: readonly string[]): string {
  const candidate = nearestName(name, known);
  return candidate === null ? "" : `; did you mean ${candidate}?`;
}
