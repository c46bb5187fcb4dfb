import { spawnSync } from "node:child_process";
import { casesByHand } from "./cases.js";
import { interleave, reportRatio } from "./measure.js";
import { byHand, patterns, suite } from "./suite.js";

/** A run against the launches in it as a shell script does them, on the embedded runtime and on runc; and two jobs against one. */
export function bench(rounds, scratch) {
  const cases = casesByHand(...patterns);
  const count = cases.trim().split("\n").length;
  suite("unshare", 1, scratch)(); // Builds the image, warms the page cache.
  const [one, hand, two] = interleave(
    rounds,
    suite("unshare", 1, scratch),
    byHand("unshare", cases),
    suite("unshare", 2, scratch),
  );
  reportRatio(`unshare: ${count} cases / by hand, jobs 1`, [one, hand], "≤", 1.15);
  reportRatio("unshare: jobs 1 / jobs 2", [one, two], "≥", 1.7);
  if (spawnSync("runc", ["--version"]).status !== 0) {
    process.stdout.write("runc: not measured, there is none on this machine\n");
    return;
  }
  const onRunc = interleave(rounds, suite("runc", 1, scratch), byHand("runc", cases));
  reportRatio(`runc: ${count} cases / by hand, jobs 1`, onRunc, "≤", 1.2);
}
