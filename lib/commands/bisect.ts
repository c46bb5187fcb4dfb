import { availableParallelism } from "node:os";
import { knownWith } from "../additions/known.ts";
import type { Case, Stage } from "../case/case.ts";
import { standingOf, type Trial } from "../compare/bisect.ts";
import { skipped, type Word, wordOn } from "../compare/bisect-word.ts";
import { measureDeadlineFactor } from "../host/deadline-factor.ts";
import { scaled } from "../host/deadlines.ts";
import { thisMachine } from "../host/machine.ts";
import { matrix } from "../matrix.ts";
import { readBaseline } from "../results/read-run.ts";
import { runCases } from "../runner.ts";
import { type Ground, openGround, openStage } from "../stage.ts";
import { demandComparable, demandWhole } from "./baseline-demands.ts";
import { behalfOf, recordedBehalf } from "./behalf.ts";
import { controlOf, startedAndEnded } from "./bisect-control.ts";
import { type BisectOptions, checkedBisectOptions } from "./bisect-options.ts";
import { type BisectPlan, bisectPlan } from "./bisect-plan.ts";
import { defects } from "./early-end.ts";
import { interruptible } from "./interrupt.ts";
import type { RunOptions } from "./run-options.ts";
import { say } from "./say.ts";
import { checkNames, detectIn, select } from "./selection.ts";

/**
 * `fd012 run --bisect`: whether this revision is as good as a baseline, in one line. Whatever is thrown holds for every revision.
 * @returns the code that `git bisect run` understands: 0, 1 or 125; 130 where interrupted
 */
export async function bisect(patterns: readonly string[], asked: RunOptions): Promise<number> {
  const options = checkedBisectOptions(asked);
  const runs = {
    baseline: await readBaseline(options.baseline),
    bad: options.bad === undefined ? null : await readBaseline(options.bad),
  };
  demandWhole(options.baseline, runs.baseline);
  const additions = await knownWith(options);
  const [runtime] = checkNames(additions, patterns, options).runtimes ?? [];
  const interruption = interruptible();
  await measureDeadlineFactor();
  const ground = await openGround(behalfOf(options));
  try {
    const found = runtime ? await detectIn(ground, runtime) : null;
    if (found && !found.found) return conclude(skipped(`${runtime?.name} cannot be used: ${found.reason}`));
    const { selection } = await select(additions, patterns, options, ground);
    const plan = bisectPlan(matrix(selection), runs, {
      baselinePath: options.baseline,
      repeat: options.repeat,
    });
    const stage = await openStage(ground, {
      timeout: scaled(options.timeout * 1000),
      interrupted: interruption.signal,
      trace: options.kernelTrace === false ? "none" : "wanted",
    });
    demandComparable(options.baseline, runs.baseline.head, {
      ...{ timeout: options.timeout, kernelTrace: stage.trace !== null, additions: additions.additions },
      ...{ root: thisMachine("unknown").root },
      as: recordedBehalf(behalfOf(options)),
    });
    const everything = matrix({ ...selection, patterns: [], excluded: [] });
    const word = await judged(plan, controlOf(everything, runs.baseline), stage, options);
    return interruption.signal.aborted ? 130 : conclude(word);
  } finally {
    await clear(ground);
    interruption.release();
  }
}

async function judged(
  { trials: planned, cases, leftOut }: BisectPlan,
  control: Case | null,
  stage: Stage,
  options: BisectOptions,
): Promise<Word> {
  for (const { plan, skip } of leftOut) say(`bisect: left out: ${plan.id}: ${skip}`);
  const failed = control && (await failureOf(control, stage));
  if (failed) return skipped(`no container starts: ${failed}`);
  const trials = new Map(planned);
  const jobs = options.jobs ?? availableParallelism();
  for (let round = 1; !stage.interrupted.aborted; round++) {
    const open = cases.filter(({ plan: { id } }) => standingOf(trials.get(id) as Trial) === "open");
    if (open.length === 0) break;
    const results = await runCases(open, stage, { jobs, bail: false, name: `try-${round}` }, () => {});
    for (const one of results) {
      const trial = trials.get(one.id) as Trial;
      trials.set(one.id, { ...trial, tries: [...trial.tries, one] });
    }
    if ([...trials.values()].some((trial) => standingOf(trial) === "worse")) break;
  }
  return wordOn(trials);
}

const TRIES = 3;

/** Why a case that only starts PID 1 and lets it exit does not do so; null where it does at one of a few tries. */
async function failureOf(control: Case, stage: Stage): Promise<string | null> {
  let why = "";
  for (let attempt = 1; attempt <= TRIES && !stage.interrupted.aborted; attempt++) {
    const [result] = await runCases(
      [control],
      stage,
      { jobs: 1, bail: false, name: `control-${attempt}` },
      () => {},
    );
    if (!result || startedAndEnded(result)) return null;
    why = `${control.plan.id}: ${result.reason ?? result.outcome ?? result.verdict}`;
  }
  return why;
}

function conclude({ code, line, notes }: Word): number {
  for (const note of notes) say(`fd012: bisect: ${note}`);
  say(`fd012: bisect: ${line}`);
  return code;
}

/** What could not be removed is no word on a revision. */
async function clear(ground: Ground): Promise<void> {
  for (const problem of [...(await ground.clear()), ...defects]) say(`fd012: ${problem}`);
}
