export type ByteRange = readonly [from: number, to: number];

/** A set of bytes of a stream, by their offsets; kept as sorted ranges that neither overlap nor touch. `to` is exclusive. */
export class ByteRanges {
  readonly #ranges: [number, number][] = [];

  /** @returns how many of these bytes were not there yet */
  add(from: number, to: number): number {
    const first = this.#firstThatEndsAt(from);
    let [start, end, covered, last] = [from, to, 0, first];
    for (let range = this.#ranges[last]; range && range[0] <= to; range = this.#ranges[++last]) {
      covered += overlap(range, [from, to]);
      start = Math.min(start, range[0]);
      end = Math.max(end, range[1]);
    }
    if (end > start) this.#ranges.splice(first, last - first, [start, end]);
    return to - from - covered;
  }

  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  get size(): number {
    return this.#ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  }

  /** Where the last of them ends; 0 for none. */
  get end(): number {
    return this.#ranges.at(-1)?.[1] ?? 0;
  }

  /** How many of these bytes `other` has too. */
  sharedWith(other: ByteRanges): number {
    let [sum, a, b] = [0, 0, 0];
    for (;;) {
      const [mine, theirs] = [this.ranges[a], other.ranges[b]];
      if (!mine || !theirs) return sum;
      sum += overlap(mine, theirs);
      if (mine[1] < theirs[1]) a++;
      else b++;
    }
  }

  /** Index of the first range that ends at `offset` or behind it. */
  #firstThatEndsAt(offset: number): number {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ranges[middle] as ByteRange)[1] < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function overlap(a: ByteRange, b: ByteRange): number {
  return Math.max(0, Math.min(a[1], b[1]) - Math.max(a[0], b[0]));
}
