import { interleave, reportRatio } from "./measure.js";
import { suite } from "./suite.js";

/** What the kernel's word on each end costs: the same cases with it and without it. */
export function bench(rounds, scratch) {
  suite("unshare", 1, scratch)(); // Builds the image, warms the page cache.
  const pair = interleave(
    rounds,
    suite("unshare", 1, scratch),
    suite("unshare", 1, scratch, "--no-kernel-trace"),
  );
  reportRatio("with the kernel trace / without", pair, "≤", 1.05);
}
