import type { Gate } from "../compare/gate.ts";
import { gateLines } from "../compare/gate-lines.ts";
import { paintFor } from "../reporters/colour.ts";
import { exitCodeOf } from "../results/exit-code.ts";
import { readBaseline } from "../results/read-run.ts";
import type { RunFile, RunTail } from "../results/schema.ts";
import { knownNames, today } from "./expect-names.ts";
import type { RunOptions } from "./selection.ts";

/** What `--baseline` and `--expect` ask of a run. */
export interface RunGate {
  judge(run: Pick<RunFile, "head" | "cases">): Gate;
  exitCode(gate: Gate, tail: Omit<RunTail, "exitCode">): number;
  print(gate: Gate, scripts: ReadonlyMap<string, string>): void;
}

/**
 * Null where neither is asked for. Both files are read before anything runs.
 * @throws UsageError of readBaseline and readExpectations
 */
export async function openGate({
  baseline,
  expect = [],
  allowFlaky = false,
}: Pick<RunOptions, "baseline" | "expect" | "allowFlaky">): Promise<RunGate | null> {
  if (baseline === undefined && expect.length === 0) return null;
  const before = baseline === undefined ? null : await readBaseline(baseline);
  const { isPassed, judge } = await import("../compare/gate.ts");
  const { readExpectations } = await import("../compare/expectation.ts");
  const expectations = expect.flatMap(readExpectations);
  const measure = { baseline: before, expectations, known: knownNames(), today: today(), allowFlaky };
  return {
    judge: (run) => judge(run, measure),
    exitCode: (gate, tail) => gatedExitCode(isPassed(gate), tail),
    print(gate, scripts) {
      const paint = paintFor(process.stderr.isTTY === true, process.env);
      process.stderr.write(`${gateLines(gate, scripts, paint).join("\n")}\n`);
    },
  };
}

// Interruption, the suite's own trouble, and a run of nothing stay what they are; of the verdicts the gate alone decides.
function gatedExitCode(isPassed: boolean, tail: Omit<RunTail, "exitCode">): number {
  const { pass, fail, error, skip } = tail.counts;
  const undecided = exitCodeOf({ ...tail, counts: { pass: pass + fail + error, fail: 0, error: 0, skip } });
  return undecided === 0 && !isPassed ? 1 : undecided;
}
