import type { CaseResult } from "../../../results/schema.ts";

/** A column of a suite's matrix. */
export interface Column {
  readonly runtime: string;
  readonly strategy: string;
  readonly filesystem: string;
}

/** Neighbours under one heading. */
export interface Span {
  readonly name: string;
  readonly columns: number;
}

/** The columns that a suite needs, each dimension in the order in which the run has it. */
export function columnsOf(results: readonly CaseResult[]): Column[] {
  const order = (key: keyof Column) => [...new Set(results.map((result) => result[key]))];
  const [runtimes, strategies, filesystems] = [order("runtime"), order("strategy"), order("filesystem")];
  return runtimes
    .flatMap((runtime) =>
      strategies.flatMap((strategy) => filesystems.map((filesystem) => ({ runtime, strategy, filesystem }))),
    )
    .filter((column) => results.some((result) => isIn(result, column)));
}

export function isIn(result: Column, column: Column): boolean {
  return (
    result.runtime === column.runtime &&
    result.strategy === column.strategy &&
    result.filesystem === column.filesystem
  );
}

export function runtimeSpans(columns: readonly Column[]): Span[] {
  return spans(columns, ({ runtime }) => runtime);
}

/** A strategy's span ends where the runtime's does. */
export function strategySpans(columns: readonly Column[]): Span[] {
  return spans(columns, ({ runtime, strategy }) => JSON.stringify([runtime, strategy])).map((span) => ({
    ...span,
    name: JSON.parse(span.name)[1],
  }));
}

function spans(columns: readonly Column[], keyOf: (column: Column) => string): Span[] {
  const found: { name: string; columns: number }[] = [];
  for (const column of columns) {
    const last = found.at(-1);
    if (last?.name === keyOf(column)) last.columns++;
    else found.push({ name: keyOf(column), columns: 1 });
  }
  return found;
}
