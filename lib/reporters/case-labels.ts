import type { PlannedCase } from "../results/schema.ts";
import { visible } from "./visible-text.ts";

type Dimension = "runtime" | "strategy" | "filesystem" | "image";

/**
 * What tells the cases of one test from each other, in as few words as the plan allows: strategy and filesystem always,
 * the runtime only where there is more than one, the image only where one test ran with several.
 */
export class CaseLabels {
  readonly #dimensions: readonly Dimension[];
  readonly #ofSeveralImages: ReadonlySet<string>;

  constructor(plan: readonly PlannedCase[]) {
    const runtime = new Set(plan.map((one) => one.runtime)).size > 1 ? ["runtime" as const] : [];
    this.#dimensions = [...runtime, "strategy", "filesystem"];
    this.#ofSeveralImages = testsOfSeveralImages(plan);
  }

  /** `direct-file, shim-pipe · local`: cases that differ in one dimension only are put together, repetitions are counted. */
  of(cases: readonly PlannedCase[]): string {
    const hasImages = cases.some((one) => this.#ofSeveralImages.has(testName(one)));
    const dimensions = hasImages ? [...this.#dimensions, "image" as const] : this.#dimensions;
    const cells = cases.map((one) => dimensions.map((dimension) => [visible(one[dimension])]));
    const merged = merge(cells);
    const size = merged.reduce(
      (sum, cell) => sum + cell.reduce((product, values) => product * values.length, 1),
      0,
    );
    const times = cases.length / size / new Set(cases.map(({ test }) => test)).size;
    const repeated = times > 1 && Number.isInteger(times) ? ` ×${times}` : "";
    return merged.map((cell) => cell.map((values) => values.join(", ")).join(" · ")).join("; ") + repeated;
  }
}

function testsOfSeveralImages(plan: readonly PlannedCase[]): Set<string> {
  const first = new Map<string, string>();
  const several = new Set<string>();
  for (const one of plan) {
    const name = testName(one);
    if ((first.get(name) ?? one.image) !== one.image) several.add(name);
    first.set(name, one.image);
  }
  return several;
}

function testName({ suite, test }: PlannedCase): string {
  return `${suite}/${test}`;
}

type Cell = string[][];

// The last dimension first, so that `direct-file · local, tmpfs` comes before `direct-file, shim-pipe · …`.
function merge(cells: readonly Cell[]): Cell[] {
  let merged = [...cells];
  for (let dimension = (cells[0]?.length ?? 0) - 1; dimension >= 0; dimension--) {
    const groups = new Map<string, Cell>();
    for (const cell of merged) {
      const rest = JSON.stringify(cell.toSpliced(dimension, 1));
      const known = groups.get(rest);
      if (known) known[dimension] = [...new Set([...(known[dimension] ?? []), ...(cell[dimension] ?? [])])];
      else groups.set(rest, [...cell]);
    }
    merged = [...groups.values()];
  }
  return merged;
}
