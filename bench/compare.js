import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { report, run } from "./measure.js";
import { suite } from "./suite.js";

const CASES = 5_000;

/** Two runs of 5,000 cases, one in fifty of them worse: the time that a comparison takes, and its memory. */
export function bench(_rounds, scratch) {
  suite("unshare", 2, scratch)();
  const one = JSON.parse(readFileSync(join(scratch, "report", "baseline.json"), "utf8"));
  const ran = one.cases.filter(({ verdict }) => verdict !== "skip");
  const cases = Array.from({ length: CASES }, (_, index) => {
    const { test, id, ...rest } = ran[index % ran.length];
    return { ...rest, test: `${test}-${index}`, id: `${id} #${index}` };
  });
  const worse = cases.map((each, index) =>
    index % 50 ? each : { ...each, verdict: "fail", reason: "it failed" },
  );
  const directories = Object.entries({ before: cases, after: worse }).map(([name, all]) => {
    const directory = join(scratch, name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "baseline.json"), JSON.stringify({ ...one, cases: all }));
    return directory;
  });
  const file = join(scratch, "peak");
  const words = ["--import", "./bench/peak-memory.js", "dist/cli.js", "compare", ...directories];
  const env = { ...process.env, FD012_PEAK_MEMORY: file };
  const seconds = run(process.execPath, words, { env, codes: [1] });
  report(`compare two runs of ${CASES} cases, s`, seconds, "≤", 1, "one in fifty is worse");
  report("its peak memory, MB", Number(readFileSync(file, "utf8")) / 1000, "≤", 200, "");
}
