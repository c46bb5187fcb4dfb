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
  /** Those that the run was asked for. */
  readonly images: readonly string[];
  /** Programs that an engine's version may name as its parts. */
  readonly versionParts: readonly string[];
  /** Why no run can have a runtime, or an image, of that name, by the command line's own grammar; null where one can. */
  readonly refusals: {
    runtime(name: string): string | null;
    image(name: string): string | null;
  };
}

/** What an expectation names that there is not, in words; null where all of it is known. */
export function unknownPart(
  { case: pattern, runtime, strategy, filesystem, image }: Expectation,
  known: KnownNames,
): string | null {
  if (!known.tests.some(patternMatcher([pattern]))) return unknownClaim(pattern, known.tests);
  const noRuntime = runtime === undefined ? null : unknownRuntime(runtime, known);
  if (noRuntime !== null) return noRuntime;
  if (strategy !== undefined && !known.strategies.includes(strategy))
    return `there is no strategy ${strategy}`;
  if (filesystem !== undefined && !known.filesystems.includes(filesystem))
    return `there is no file system ${filesystem}`;
  return image === undefined ? null : unknownImage(image, known);
}

function unknownClaim(pattern: string, tests: readonly string[]): string {
  const suite = /^[^*/]+(?=\/|$)/.exec(pattern)?.[0];
  const isOfOthers = suite !== undefined && !tests.some(patternMatcher([suite]));
  return `no claim is called ${pattern}${isOfOthers ? `; a suite "${suite}" of your own is added by --suite FILE` : ""}`;
}

// What stands before `+` and `@` must be a name; of the rest the command line's grammar tells what there can be.
function unknownRuntime(name: string, { runtimes, refusals }: KnownNames): string | null {
  if (runtimes.includes(name)) return null;
  if (!runtimes.includes(name.replace(/[+@].*$/s, "")))
    return `there is no runtime ${name}${nearest(name, runtimes) || "; one of your own is added by --driver FILE"}`;
  const refusal = refusals.runtime(name);
  return refusal === null ? null : `there is no runtime ${name}: ${refusal}`;
}

function unknownImage(name: string, { images, refusals }: KnownNames): string | null {
  const refusal = images.includes(name) ? null : refusals.image(name);
  return refusal === null ? null : `there is no image ${name}: ${refusal}`;
}

function nearest(name: string, known: readonly string[]): string {
  const candidate = nearestName(name, known);
  return candidate === null ? "" : `; did you mean ${candidate}?`;
}
