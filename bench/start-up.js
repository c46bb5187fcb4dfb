import { interleave, reportRatio, run } from "./measure.js";

/** What it takes to say anything at all, against node itself. */
export function bench(rounds) {
  const [help, bare] = interleave(
    rounds * 4,
    () => run(process.execPath, ["dist/cli.js", "--help"]),
    () => run(process.execPath, ["-e", "0"]),
  );
  reportRatio("fd012 --help / node -e 0", [help, bare], "≤", 2);
}
