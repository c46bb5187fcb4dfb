import { readFileSync } from "node:fs";
import { join } from "node:path";
import { report, run } from "./measure.js";

/** Resident memory of the suite's own process at its most, over a run of every claim. */
export function bench(_rounds, scratch) {
  const file = join(scratch, "peak");
  const out = ["--out", join(scratch, "report"), "--reporter", `progress=${join(scratch, "progress")}`];
  const words = [
    "--import",
    "./bench/peak-memory.js",
    "dist/cli.js",
    "run",
    "--runtime",
    "unshare",
    "--jobs",
    "1",
  ];
  run(process.execPath, [...words, ...out], { env: { ...process.env, FD012_PEAK_MEMORY: file } });
  report(
    "peak memory of the suite, MB",
    Number(readFileSync(file, "utf8")) / 1000,
    "≤",
    150,
    "every claim, jobs 1",
  );
}
