import t from "tap";
import { compareRuns } from "../../lib/compare/compare-runs.ts";
import { comparisonLines } from "../../lib/compare/comparison-text.ts";
import { STALE_CHAIN, sampleObservation } from "../reporters/fixtures/sample-run.ts";
import { failed, passed, runOf } from "./fixtures/runs.ts";

const before = runOf(passed(), passed({ test: "code/1" }), passed({ test: "old" }));
const chain = sampleObservation({ fate: { kind: "exit", code: 127 }, chain: STALE_CHAIN });
const after = runOf(failed({ observation: chain }), passed({ test: "code/1" }), passed({ test: "new" }));
const lines = comparisonLines(
  compareRuns({ label: "old", ...before }, { label: "new\u202e", ...after, isCut: true }),
  (_style, text) => text,
);

t.test("both sides and their versions stand at the top, what makes them hard to compare below", async (t) => {
  t.equal(lines[0], "old → new\\u{202e}");
  t.ok(lines.some((line) => /^ {2}unshare +1\.1\.5/.test(line)));
  t.ok(lines.some((line) => /^ {2}! .* was interrupted/.test(line)));
});

t.test("the worst comes first, with both outcomes and the chain; what is the same is counted", async (t) => {
  const cases = lines.slice(lines.indexOf("") + 1);
  t.match(cases[0], /^✘ exit-status\/code\/0 .* worse: pass → fail$/);
  t.match(cases[1], /^ {4}before pass · exit 0 · lost 0$/);
  t.match(cases[2], /^ {4}after {2}fail · exit 3 · lost 0 · PID 1 exits 0$/);
  t.match(cases[3], /^ {11}fstat\(1\) ESTALE → node::ResetStdio \(inferred\) → /);
  t.same(
    cases.filter((line) => /^[^ ]/.test(line)).map((line) => line.charAt(0)),
    ["✘", "−", "+", "1"],
  );
  t.equal(cases.at(-1), "1 worse, 1 gone, 1 new, 1 same");
});
