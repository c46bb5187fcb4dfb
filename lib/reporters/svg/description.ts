import type { ScoreCell } from "../../results/score.ts";
import { hasRun } from "../score-folded.ts";
import { type ScoreSign, scoreSigns } from "../score-signs.ts";
import type { Block } from "./blocks.ts";

/** The picture in sentences, for who cannot see it: wiring by wiring, and runtimes with the same results together. */
export function description(columns: readonly string[], blocks: readonly Block[]): string {
  return blocks.map((block) => `${block.title}. ${sentences(columns, block).join(" ")}`).join(" ");
}

function sentences(columns: readonly string[], block: Block): string[] {
  const runtimes = new Map<string, string[]>();
  for (const [index, name] of columns.entries()) {
    const instead = block.instead.get(index);
    const words = `${harmsOf(index, block)}${instead ? `, with output ${instead}` : ""}`;
    runtimes.set(words, [...(runtimes.get(words) ?? []), name]);
  }
  return [...runtimes].map(([words, names]) => `${names.join(", ")}: ${words}.`);
}

function harmsOf(index: number, { rows }: Block): string {
  const ran = rows.filter(({ cells }) => hasRun(cells[index] ?? null));
  if (ran.length === 0) return "not run";
  const byHarm = new Map<ScoreSign["words"], string[]>();
  for (const { faults, cells } of ran)
    for (const { words, isBad } of scoreSigns(cells[index] as ScoreCell))
      if (isBad) byHarm.set(words, [...(byHarm.get(words) ?? []), ...faults]);
  if (byHarm.size === 0) return "no harm";
  return [...byHarm]
    .map(
      ([words, faults]) =>
        `${words} by ${counted(faults)}${isDeadly(words) ? ` (${faults.join("; ")})` : ""}`,
    )
    .join("; ");
}

// What ends PID 1 is named. The rest is counted, for nobody listens to it all.
function isDeadly(words: ScoreSign["words"]): boolean {
  return words === "died" || words === "hang" || words === "refused";
}

function counted({ length }: readonly string[]): string {
  return length === 1 ? "1 fault" : `${length} faults`;
}
