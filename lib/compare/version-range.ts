import { coerce, satisfies, validRange } from "semver";

/**
 * Distributions' versions are no semantic ones: of `1.1.5+ds1-1` what counts is 1.1.5. An engine's version names its parts
 * (`4.3.1 (conmon 2.1.6, crun 1.8.1)`), and a range that begins with the name of one is about that: `crun >=1.8`.
 */
export function isWithin(version: string, range: string | undefined): boolean {
  if (range === undefined) return true;
  const { part, rest } = partsOf(range);
  const plain = coerce(part === null ? version : versionOfPart(version, part));
  return plain !== null && satisfies(plain, rest);
}

/** The part that a range of versions is about, if it names one. */
export function partOf(range: string): string | null {
  return partsOf(range).part;
}

/** Whether a version names its parts, and this one among them. */
export function hasPart(version: string, part: string): boolean {
  return versionOfPart(version, part) !== "";
}

/** The name of a part, if a range begins with one, and the range itself. */
function partsOf(range: string): { part: string | null; rest: string } {
  const [, part = null, rest = range] = /^([a-z][\w-]*)\s+(\S.*)$/i.exec(range) ?? [];
  return { part: part?.toLowerCase() === "v" ? null : part, rest };
}

function versionOfPart(version: string, part: string): string {
  const found = version.split(/[(),;]/).map((one) => one.trim().split(/\s+/));
  return found.find(([name]) => name === part)?.[1] ?? "";
}

/** What an expectation says of versions. */
interface Ranges {
  readonly version?: string | undefined;
  readonly kernel?: string | undefined;
}

/** The first range that cannot be understood, else null. A kernel has no parts. */
export function wrongRange({ when }: { readonly when?: Ranges | undefined }): string | null {
  const isWrong = (range: string | undefined) => range !== undefined && validRange(range) === null;
  const { version, kernel } = when ?? {};
  if (version !== undefined && isWrong(partsOf(version).rest)) return version;
  return isWrong(kernel) ? (kernel ?? null) : null;
}
