import type { Command } from "commander";
import type { Offer } from "../completion/candidate.ts";
import { complete as offerFor } from "../completion/complete.ts";

/**
 * `fd012 complete -- WORD…`, which the shells' scripts call: a candidate a line, `WORD TAB SUMMARY`; or `:files TAB PREFIX` where the shell is to offer files.
 * It is silent whatever happens: somebody is typing on this terminal.
 */
export async function complete(program: Command, words: readonly string[]): Promise<void> {
  try {
    process.stdout.write(linesOf(await offerFor(program, words)));
  } catch {
    // No offer is the answer.
  }
}

function linesOf({ candidates, filesAfter }: Offer): string {
  const lines = candidates.map(({ word, summary }) => `${word}\t${summary.replace(/\s+/g, " ")}\n`);
  return [...lines, ...(filesAfter === null ? [] : [`:files\t${filesAfter}\n`])].join("");
}
