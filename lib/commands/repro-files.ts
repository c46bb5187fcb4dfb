import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reproFile } from "../reporters/again.ts";
import type { CaseResult } from "../results/schema.ts";

/** Writes, for each case that did not pass, the script that does it by hand: `repro/SUITE-TEST-RUNTIME-STRATEGY-….sh`. */
export function writeRepros(directory: string, results: readonly CaseResult[]): void {
  const scripts = results.filter(({ repro }) => repro !== null);
  if (scripts.length === 0) return;
  mkdirSync(join(directory, "repro"), { recursive: true });
  for (const one of scripts) {
    writeFileSync(join(directory, reproFile(one)), one.repro as string, { mode: 0o755 });
  }
}
