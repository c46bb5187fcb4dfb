import type { RunTail } from "./schema.ts";

/**
 * The exit code of a run: 130 interrupted, 1 an unexpected result, 4 nothing ran, else 0.
 * @param flaky cases that passed only when they were tried again, unless that is allowed
 */
export function exitCodeOf(
  { counts, interrupted, problems }: Omit<RunTail, "exitCode">,
  flaky: number = 0,
): number {
  if (interrupted) return 130; // 128 + SIGINT
  if (counts.fail + counts.error + flaky > 0 || problems.length > 0) return 1;
  return counts.pass > 0 ? 0 : 4;
}
