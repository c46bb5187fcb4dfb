import { readFileSync } from "node:fs";
import { join } from "node:path";
import { interleave, reportRatio } from "./measure.js";
import { suite } from "./suite.js";

/** What the kernel's word on each end costs a case: the same cases with it and without it. What it costs once a run is not in it. */
export function bench(rounds, scratch) {
  suite("unshare", 1, scratch)(); // Builds the image, warms the page cache.
  const pair = interleave(rounds, caseOf(scratch), caseOf(scratch, "--no-kernel-trace"));
  reportRatio("a case with the kernel trace / without", pair, "≤", 1.05);
}

/** Seconds that a case of a run takes, on average. */
function caseOf(scratch, ...words) {
  const perform = suite("unshare", 1, scratch, ...words);
  return () => {
    perform();
    const { cases } = JSON.parse(readFileSync(join(scratch, "report", "run.json"), "utf8"));
    const times = cases.filter(({ observation }) => observation).map(({ milliseconds }) => milliseconds);
    return times.reduce((sum, time) => sum + time, 0) / times.length / 1000;
  };
}
