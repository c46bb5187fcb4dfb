import { coerce, satisfies, validRange } from "semver";
import type { Expectation } from "./expectation.ts";

// Distributions' versions are no semantic ones: of `1.1.5+ds1-1` what counts is 1.1.5.
export function isWithin(version: string, range: string | undefined): boolean {
  if (range === undefined) return true;
  const plain = coerce(version);
  return plain !== null && satisfies(plain, range);
}

/** The first range that cannot be understood, else null. */
export function wrongRange({ when }: Pick<Expectation, "when">): string | null {
  return (
    [when?.version, when?.kernel].find((range) => range !== undefined && validRange(range) === null) ?? null
  );
}
