import { type Known, ours } from "../additions/known.ts";
import type { Gate } from "../compare/gate.ts";
import { gateLines } from "../compare/gate-lines.ts";
import { UsageError } from "../errors.ts";
import { paintFor } from "../reporters/colour.ts";
import { ungatedExitCode } from "../results/exit-code.ts";
import { readBaseline } from "../results/read-run.ts";
import type { RunFile, RunTail } from "../results/schema.ts";
import { type Conditions, demandComparable, demandWhole } from "./baseline-demands.ts";
import { knownNames, today } from "./expect-names.ts";
import type { RunOptions } from "./selection.ts";

/** What `--baseline` and `--expect` ask of a run. */
export interface RunGate {
  /** @throws UsageError `BASELINE_OPTIONS` where a run under these conditions cannot be held against the baseline */
  demandComparable(now: Partial<Conditions>): void;
  judge(run: Pick<RunFile, "head" | "cases">): Gate;
  exitCode(gate: Gate, tail: Omit<RunTail, "exitCode">): number;
  print(gate: Gate, scripts: ReadonlyMap<string, string>): void;
}

type GateOptions = Partial<
  Pick<RunOptions, "baseline" | "expect" | "allowFlaky" | "allowNew" | "allowGone" | "allowSkipped" | "bail">
>;

/**
 * Null where neither is asked for. Both files are read before anything runs.
 * @throws UsageError of readBaseline and readExpectations
 */
export async function openGate(
  { baseline, expect = [], allowFlaky = false, ...options }: GateOptions,
  names: Known = ours,
): Promise<RunGate | null> {
  if (baseline === undefined && expect.length === 0) return null;
  if (baseline !== undefined && options.bail)
    throw new UsageError(
      "BAIL_GATE",
      "--bail leaves cases out that the baseline has, and a gate fails on those: leave out --bail or --baseline.",
    );
  const before = baseline === undefined ? null : await readBaseline(baseline);
  if (baseline !== undefined && before) demandWhole(baseline, before);
  const { isPassed, judge } = await import("../compare/gate.ts");
  const { readExpectations } = await import("../compare/expectation.ts");
  const day = today();
  const expectations = expect.flatMap((path) => readExpectations(path, day));
  const allow = {
    ...{ new: options.allowNew ?? false, gone: options.allowGone ?? false },
    skipped: options.allowSkipped ?? false,
  };
  const measure = { baseline: before, expectations, known: knownNames(names), today: day, allowFlaky, allow };
  return {
    demandComparable: (now) => before && demandComparable(String(baseline), before.head, now),
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
  const undecided = ungatedExitCode(tail);
  return undecided === 0 && !isPassed ? 1 : undecided;
}
