import type { CaseResult } from "../../../results/schema.ts";

/** A column of the matrix: a runtime, with one image where several ran. */
export interface Column {
  readonly key: string;
  readonly runtime: string;
  readonly image: string;
}

/** A row of the matrix: a test, and its cases by the key of their column. */
export interface Row {
  readonly test: string;
  readonly claim: string;
  readonly cells: ReadonlyMap<string, readonly CaseResult[]>;
}

/** Runtimes, and images within them, in the order in which the run has them. */
export function columnsOf(results: readonly CaseResult[]): Column[] {
  const order = (name: "runtime" | "image") => [...new Set(results.map((result) => result[name]))];
  const there = new Set(results.map(keyOf));
  return order("runtime")
    .flatMap((runtime) => order("image").map((image) => ({ runtime, image, key: keyOf({ runtime, image }) })))
    .filter(({ key }) => there.has(key));
}

export function rowsOf(results: readonly CaseResult[]): Row[] {
  const rows = new Map<string, { claim: string; cells: Map<string, CaseResult[]> }>();
  for (const result of results) {
    const row = rows.get(result.test) ?? { claim: result.claim, cells: new Map() };
    const cell = row.cells.get(keyOf(result)) ?? [];
    cell.push(result);
    row.cells.set(keyOf(result), cell);
    rows.set(result.test, row);
  }
  return [...rows].map(([test, row]) => ({ test, ...row }));
}

function keyOf({ runtime, image }: { runtime: string; image: string }): string {
  return JSON.stringify([runtime, image]);
}
