import type { RunTail } from "./schema.ts";

/** What is left to say of a run whose verdicts somebody else judges: interruption, the suite's own trouble, that nothing ran. */
export function ungatedExitCode(tail: Omit<RunTail, "exitCode">): number {
  const { held, broken, error } = tail.counts;
  return exitCodeOf({
    ...tail,
    counts: { ...tail.counts, held: held + broken + error, broken: 0, error: 0 },
  });
}

/**
 * The exit code of a run: 130 interrupted, 1 an unexpected result, 4 nothing ran, else 0.
 * @param unwanted cases that came out well and yet fail the run: flaky ones, or ones with a harm that --fail-on names
 */
export function exitCodeOf(
  { counts, interrupted, problems }: Omit<RunTail, "exitCode">,
  unwanted: number = 0,
): number {
  if (interrupted) return 130; // 128 + SIGINT
  if (counts.broken + counts.error + unwanted > 0 || problems.length > 0) return 1;
  return counts.held + counts.recorded > 0 ? 0 : 4;
}
