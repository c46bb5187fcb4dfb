import type { CaseResult } from "../../results/schema.ts";
import { type Score, type ScoreCell, type ScoreRow, scoreOf } from "../../results/score.ts";
import { hasRun } from "../score-folded.ts";
import { faultName } from "../score-names.ts";
import { isHarmless } from "../score-signs.ts";

/** Faults with the same result on every runtime. */
export interface PictureRow {
  readonly faults: readonly string[];
  readonly cells: readonly (ScoreCell | null)[];
}

/** One wiring of fds 1 and 2. */
export interface Block {
  readonly title: string;
  readonly rows: readonly PictureRow[];
  /** Faults that harmed no runtime on which they ran: they need no row. */
  readonly harmless: readonly string[];
  /** By their index, the runtimes that do not wire it so, and what they show in its place. */
  readonly instead: ReadonlyMap<number, Instead>;
}

/** `redirected`: the program's own redirection. `relayed`: the runtime gave PID 1 a pipe of its own, and copied. */
export type Instead = "redirected" | "relayed";

interface Wiring {
  readonly title: string;
  readonly strategy: string;
  /** What a runtime shows that ran no case of the strategy. */
  readonly instead?: string;
}

const WIRINGS: readonly Wiring[] = [
  { title: "The log file itself is fd 1", strategy: "direct-file", instead: "redirect" },
  { title: "fd 1 is a pipe to a shim", strategy: "shim-pipe" },
];

/** With fewer a row says more of what a few engines have than of a fault. */
const LEAST_RUNTIMES = 3;

/** The rows of the picture; a wiring with which nothing ran has no block. */
export function blocksOf(cases: readonly CaseResult[]): { columns: readonly string[]; blocks: Block[] } {
  const score = scoreOf(cases, "runtime");
  const columns = score?.columns ?? [];
  const blocks = score ? WIRINGS.map((wiring) => blockOf(score, wiring, cases)) : [];
  return { columns, blocks: blocks.filter(({ rows, harmless }) => rows.length + harmless.length > 0) };
}

function blockOf(
  { columns, rows }: Score,
  { title, strategy, instead }: Wiring,
  cases: readonly CaseResult[],
): Block {
  const rowsOf = (wanted?: string) => rows.filter((row) => row.fault !== null && row.strategy === wanted);
  const ranAt = (index: number) => (row: ScoreRow) => hasRun(row.cells[index] ?? null);
  const replaced = new Set(
    columns.flatMap((_, index) =>
      !rowsOf(strategy).some(ranAt(index)) && rowsOf(instead).some(ranAt(index)) ? [index] : [],
    ),
  );
  const faults = new Set([...rowsOf(strategy), ...rowsOf(instead)].map(({ fault }) => fault));
  const all = [...faults].map((fault) => {
    const own = rowsOf(strategy).find((row) => row.fault === fault);
    const other = rowsOf(instead).find((row) => row.fault === fault);
    const cells = columns.map((_, index) => (replaced.has(index) ? other : own)?.cells[index] ?? null);
    return { fault: faultName(fault), cells };
  });
  const least = Math.min(LEAST_RUNTIMES, columns.length);
  const shown = all.filter(({ cells }) => cells.filter(hasRun).length >= least);
  const harmless = shown.filter(({ cells }) => cells.every((cell) => !hasRun(cell) || isHarmless(cell)));
  const isRelayed = (runtime: string) => {
    const outcomes = cases.flatMap((one) =>
      one.runtime === runtime && one.strategy === strategy && one.fault !== null ? (one.outcome ?? []) : [],
    );
    return outcomes.length > 0 && outcomes.every((outcome) => outcome.split(" · ").includes("relayed"));
  };
  const marked = columns.flatMap((runtime, index): [number, Instead][] => {
    if (replaced.has(index)) return [[index, "redirected"]];
    return instead !== undefined && isRelayed(runtime) ? [[index, "relayed"]] : [];
  });
  return {
    title,
    rows: merged(shown.filter((row) => !harmless.includes(row))),
    harmless: harmless.map(({ fault }) => fault),
    instead: new Map(marked),
  };
}

function merged(rows: readonly { fault: string; cells: PictureRow["cells"] }[]): PictureRow[] {
  const found = new Map<string, { faults: string[]; cells: PictureRow["cells"] }>();
  for (const { fault, cells } of rows) {
    const key = JSON.stringify(
      cells.map((cell) => (hasRun(cell) ? [cell.worst, cell.isBroken, cell.isError] : null)),
    );
    const same = found.get(key);
    if (same) same.faults.push(fault);
    else found.set(key, { faults: [fault], cells });
  }
  return [...found.values()];
}
