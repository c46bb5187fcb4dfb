import { existsSync } from "node:fs";

/** What `--vm` says by itself. */
export const NEWEST = "newest";

/**
 * A word behind a --vm is a kernel if it looks like one: a number, or a file; else it is a pattern, and the kernel the newest that there is
 * (null).
 */
export function kernelsAndPatterns(
  words: readonly string[],
  patterns: readonly string[],
): { kernels: (string | null)[]; patterns: string[] } {
  return {
    kernels: words.map((word) => (isKernel(word) ? word : null)),
    patterns: [...words.filter((word) => word !== NEWEST && !isKernel(word)), ...patterns],
  };
}

function isKernel(word: string): boolean {
  return /^\d/.test(word) || /^\.{0,2}\//.test(word) || word.endsWith(".deb") || existsSync(word);
}
