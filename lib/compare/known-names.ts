import { patternMatcher } from "../pattern.ts";
import type { Expectation } from "./expectation.ts";

/** Every name that an expectation may use on any machine; runtimes have names that users choose. */
export interface KnownNames {
  readonly tests: readonly string[];
  readonly strategies: readonly string[];
  readonly filesystems: readonly string[];
}

/** What an expectation names that there is not, in words; null where all of it is known. */
export function unknownPart(
  { case: pattern, strategy, filesystem }: Expectation,
  known: KnownNames,
): string | null {
  if (!known.tests.some(patternMatcher([pattern]))) return `no claim is called ${pattern}`;
  if (strategy !== undefined && !known.strategies.includes(strategy))
    return `there is no strategy ${strategy}`;
  if (filesystem !== undefined && !known.filesystems.includes(filesystem))
    return `there is no file system ${filesystem}`;
  return null;
}
