/** How likely it is that of `n` tries at least `k` come out so, where each does with the probability `p`. */
export function atLeast(k: number, n: number, p: number): number {
  let term = (1 - p) ** n; // Of none.
  let fewer = 0;
  for (let i = 0; i < k; i++) {
    fewer += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return Math.max(0, 1 - fewer);
}

const MISSED = 0.001;
const MOST_TRIES = 500;

/** After how many tries a defect that shows in this share of them is missed once in a thousand times. */
export function triesFor(share: number): number {
  if (share >= 1) return 1;
  return Math.min(MOST_TRIES, Math.ceil(Math.log(MISSED) / Math.log(1 - share)));
}
