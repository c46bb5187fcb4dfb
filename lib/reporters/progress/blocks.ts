import type { CaseResult, PlannedCase } from "../../results/schema.ts";

/** Neighbours in the plan that are printed together: the cases of one test, or of one family of parametrised tests. */
export interface Block {
  readonly suite: string;
  readonly family: string;
  readonly cases: readonly PlannedCase[];
}

/** `exact-sizes` of `exact-sizes/4096`; a test without a parameter is its own family. */
export function familyOf(test: string): string {
  const slash = test.lastIndexOf("/");
  return slash < 0 ? test : test.slice(0, slash);
}

/** Lets blocks out in the order of the plan, each as soon as it and all before it are complete. */
export class BlockQueue {
  readonly #waiting: Block[];
  readonly #results = new Map<string, CaseResult>();

  constructor(plan: readonly PlannedCase[]) {
    this.#waiting = blocksOf(plan);
  }

  /** The blocks that can be printed now, with their results. */
  add(result: CaseResult): CaseResult[][] {
    this.#results.set(result.id, result);
    const ready: CaseResult[][] = [];
    while (this.#waiting[0]?.cases.every(({ id }) => this.#results.has(id))) {
      ready.push(this.#resultsOf(this.#waiting.shift() as Block));
    }
    return ready;
  }

  /** What is left when the run ends early. */
  rest(): CaseResult[][] {
    return this.#waiting
      .splice(0)
      .map((block) => this.#resultsOf(block))
      .filter((results) => results.length > 0);
  }

  #resultsOf(block: Block): CaseResult[] {
    return block.cases.map(({ id }) => this.#results.get(id)).filter((result) => result !== undefined);
  }
}

function blocksOf(plan: readonly PlannedCase[]): Block[] {
  const blocks: (Block & { cases: PlannedCase[] })[] = [];
  for (const planned of plan) {
    const last = blocks.at(-1);
    const family = familyOf(planned.test);
    if (last && last.suite === planned.suite && last.family === family) last.cases.push(planned);
    else blocks.push({ suite: planned.suite, family, cases: [planned] });
  }
  return blocks;
}
