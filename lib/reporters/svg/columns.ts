import { textWidth } from "./text-lines.ts";

/** A README on GitHub is about as wide. */
const WIDTH = 830;
const LEAST_COLUMN = 48;
const LEAST_LABEL = 250;
const MOST_LABEL = 420;

export interface Column {
  readonly name: string;
  readonly middle: number;
}

export interface Layout {
  readonly width: number;
  /** The width of the faults' names. */
  readonly label: number;
  readonly columns: readonly Column[];
}

/** Columns as wide as their names; the rest of the width is for the faults. Many runtimes make the picture wider. */
export function layoutOf(names: readonly string[]): Layout {
  const widths = names.map((name) =>
    Math.max(LEAST_COLUMN, ...name.split(/(?=\+)/).map((word) => textWidth(`${word}**`, 11) + 4)),
  );
  const all = widths.reduce((sum, width) => sum + width, 0);
  const label = Math.min(MOST_LABEL, Math.max(LEAST_LABEL, WIDTH - all));
  let left = label;
  const columns = names.map((name, index) => {
    const width = widths[index] as number;
    left += width;
    return { name, middle: left - width / 2 };
  });
  return { width: Math.max(WIDTH, left), label, columns };
}
