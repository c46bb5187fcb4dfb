/**
 * Test patterns: `*` stands for any text, slashes included; a pattern without one also means everything below it.
 * `stale-log`, `stale-log/*` and `stale-log/exit-after` all match `stale-log/exit-after/natural`.
 */
export function patternMatcher(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => true;
  const matchers = patterns.map(matcher);
  return (name) => matchers.some((matches) => matches(name));
}

/** The same for a selection from which some is left out again. */
export function selectionMatcher(
  patterns: readonly string[],
  excluded: readonly string[],
): (name: string) => boolean {
  const isWanted = patternMatcher(patterns);
  if (excluded.length === 0) return isWanted;
  const isExcluded = patternMatcher(excluded);
  return (name) => isWanted(name) && !isExcluded(name);
}

function matcher(pattern: string): (name: string) => boolean {
  if (!pattern.includes("*"))
    return (name) => name === pattern || name.startsWith(`${pattern.replace(/\/$/, "")}/`);
  const expression = new RegExp(`^${pattern.split("*").map(literally).join(".*")}$`);
  return (name) => expression.test(name);
}

function literally(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
