import type { Score, ScoreCell, ScoreRow } from "../results/score.ts";
import { faultName } from "./score-names.ts";
import { visible } from "./visible-text.ts";

/** A score without the rows and columns in which nothing ran, and what they were. */
export interface Folded {
  readonly score: Score;
  /** Each fault once: `the log is truncated`, or `the log is truncated (fifo, pty)` where it ran with other wirings. */
  readonly faults: readonly string[];
  /** Runtimes or wirings. */
  readonly columns: readonly string[];
}

/** Whether a cell says anything: a case of it ran, or the suite itself failed in one. */
export function hasRun(cell: ScoreCell | null): cell is ScoreCell {
  return cell !== null && (cell.worst !== null || cell.isError);
}

export function folded({ across, columns, rows }: Score): Folded {
  const ran = rows.filter(({ cells }) => cells.some(hasRun));
  const isShown = columns.map((_, index) => ran.some(({ cells }) => hasRun(cells[index] ?? null)));
  const shown = <Item>(items: readonly Item[]) => items.filter((_, index) => isShown[index]);
  return {
    score: {
      across,
      columns: shown(columns),
      rows: ran.map((row) => ({ ...row, cells: shown(row.cells) })),
    },
    faults: faultsOf(
      rows.filter((row) => !ran.includes(row)),
      ran,
    ),
    columns: columns.filter((_, index) => !isShown[index]).map(visible),
  };
}

/** One sentence for a reader; none where everything ran. */
export function notRunLine({ faults, columns }: Folded): string | null {
  const on = columns.length > 0 ? [`nothing ran with ${columns.join(", ")}`] : [];
  const rows = faults.length > 0 ? [`not run here: ${faults.join("; ")}`] : [];
  const line = [...on, ...rows].join(". ");
  return line === "" ? null : `${line}.`.replace(/(^|\. )[a-z]/g, (start) => start.toUpperCase());
}

function faultsOf(unrun: readonly ScoreRow[], ran: readonly ScoreRow[]): string[] {
  return [...new Set(unrun.map(({ fault }) => fault))].map((fault) => {
    const strategies = unrun.flatMap((row) => (row.fault === fault ? (row.strategy ?? []) : []));
    const isWhole = strategies.length === 0 || !ran.some((row) => row.fault === fault);
    return isWhole ? faultName(fault) : `${faultName(fault)} (${strategies.map(visible).join(", ")})`;
  });
}
