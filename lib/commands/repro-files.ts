import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { reproFile } from "../reporters/again.ts";
import { isFlaky } from "../results/flaky.ts";
import type { CaseResult } from "../results/schema.ts";
import { isHarmed, isTrouble } from "../results/standing.ts";

/**
 * Writes, for each of the cases, the script that does it by hand: `repro/SUITE-TEST-RUNTIME-STRATEGY-….sh`.
 * @returns where each is, by the case's id, as seen from the working directory
 */
export function writeRepros(directory: string, results: readonly CaseResult[]): Map<string, string> {
  const paths = new Map<string, string>();
  for (const one of results) {
    if (one.repro === null || paths.has(one.id)) continue;
    if (paths.size === 0) mkdirSync(join(directory, "repro"), { recursive: true });
    const path = join(directory, reproFile(one));
    writeFileSync(path, one.repro, { mode: 0o755 });
    paths.set(one.id, relative(process.cwd(), path));
  }
  return paths;
}

/** Whether someone will want to see it by hand, whatever a gate makes of it. */
export function isWorthSeeing(result: CaseResult): boolean {
  return isTrouble(result) || isHarmed(result) || isFlaky(result);
}
