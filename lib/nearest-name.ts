import { closest, distance } from "fastest-levenshtein";
import { UsageError } from "./errors.ts";

/** Finds things by name in a table. @throws UsageError `UNKNOWN_NAME` that offers the nearest name and lists all */
export function findByName<T extends { readonly name: string }>(
  what: string,
  name: string,
  table: readonly T[],
): T {
  const found = table.find((one) => one.name === name);
  if (found) return found;
  throw unknownName(
    what,
    name,
    table.map((one) => one.name),
  );
}

export function unknownName(what: string, name: string, names: readonly string[]): UsageError {
  const list = names.length <= 12 ? ` Known: ${names.join(", ")}.` : ` See fd012 list.`;
  const nearest = nearestName(name, names);
  const offer = nearest === null ? "." : `; did you mean "${nearest}"?`;
  return new UsageError("UNKNOWN_NAME", `There is no ${what} "${name}"${offer}${list}`);
}

/** Null where none is near enough to be meant. */
export function nearestName(name: string, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const nearest = closest(name, names);
  return isLikely(name, nearest) ? nearest : null;
}

// A name of which more than half is otherwise is no slip of the fingers.
function isLikely(name: string, nearest: string): boolean {
  return nearest.includes(name) || distance(name, nearest) <= nearest.length / 2;
}
