import { availableParallelism } from "node:os";
import { relative } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { knownWith } from "../additions/known.ts";
import { measureDeadlineFactor } from "../host/deadline-factor.ts";
import { deadlineFactor, scaled } from "../host/deadlines.ts";
import { thisMachine } from "../host/machine.ts";
import { type RunEvent, SCHEMA_VERSION } from "../results/schema.ts";
import { countVerdicts } from "../results/verdict-counts.ts";
import { runCases } from "../runner.ts";
import { openGround, openStage, type TraceWish } from "../stage.ts";
import { askedReporters } from "./asked-reporters.ts";
import { behalfOf, recordedBehalf } from "./behalf.ts";
import { commandWords } from "./command-words.ts";
import { conclude, tellConclusion } from "./conclusion.ts";
import { defects } from "./early-end.ts";
import { interruptible } from "./interrupt.ts";
import { openLastFailed } from "./last-failed.ts";
import { planned } from "./planned.ts";
import { makeReportDirectory } from "./report-directory.ts";
import { openReporters } from "./run-reporters.ts";
import { say } from "./say.ts";
import { checkNames, KERNEL_TRACE, type RunOptions, select } from "./selection.ts";
import { openSharding } from "./sharding.ts";
import { openTerms } from "./terms.ts";

/** `fd012 run`. @returns the exit code */
export async function run(patterns: readonly string[], options: RunOptions): Promise<number> {
  const began = performance.now();
  const known = await knownWith(options);
  const asTold = await openTerms(options, known);
  const asked = askedReporters(options.reporter ?? ["progress"]);
  const failed = await openLastFailed(options);
  const sharding = await openSharding(options);
  // A shard cannot tell what an expectation matches, nor what is gone: the merged run is judged.
  const terms = { ...asTold, gate: sharding ? null : asTold.gate };
  const interruption = interruptible(); // From the first thing that must be removed again.
  checkNames(known, patterns, options);
  const as = behalfOf(options);
  await measureDeadlineFactor();
  const ground = await openGround(as);
  // Beside the asking for runtimes, since the kernel takes its time for an instance of the trace.
  const opening = openStage(ground, {
    timeout: scaled(options.timeout * 1000),
    interrupted: interruption.signal,
    trace: traceFor(options),
  });
  opening.catch(() => {}); // Told below, unless something else goes wrong before.
  const problems: string[] = [];
  try {
    const selection = await select(known, patterns, options, ground);
    const stage = await opening;
    const plan = planned(selection.selection, options, failed);
    const { cases, shard } = sharding?.take(plan) ?? { cases: plan };
    const machine = thisMachine(selection.selection.images[0]?.libc ?? "unknown");
    const given = {
      timeout: options.timeout,
      kernelTrace: stage.trace !== null,
      ...(as && { as: recordedBehalf(as) }),
    };
    terms.gate?.demandComparable({ ...given, as: given.as, root: machine.root, additions: known.additions });
    const report = makeReportDirectory(options.out);
    const reporters = await openReporters(asked, report, (problem) => problems.push(problem));
    const emit = (event: RunEvent) => reporters.on(event);
    const head = {
      schema: SCHEMA_VERSION,
      suite: packageJson.version,
      run: relative(process.cwd(), report) || report,
      started: new Date().toISOString(),
      command: commandWords(options),
      machine,
      runtimes: Object.fromEntries(selection.versions),
      images: Object.fromEntries(selection.selection.images.map(({ name, asked = name }) => [asked, name])),
      deadlineFactor: deadlineFactor(),
      planned: cases.length,
      options: given,
      suites: Object.fromEntries(known.suites.map(({ name, title }) => [name, title])),
      ...(shard && { shard }),
      ...(known.additions && { additions: known.additions }),
    } as const;
    emit({ type: "run-start", head, cases: cases.map(({ plan }) => plan) });
    const results = await runCases(
      cases,
      stage,
      {
        jobs: options.jobs ?? availableParallelism(),
        bail: options.bail,
        retries: options.retries ?? 0,
      },
      emit,
    );
    problems.push(...(await ground.clear()), ...defects);
    interruption.release();
    const counts = countVerdicts(results);
    const tail = {
      counts,
      milliseconds: Math.round(performance.now() - began),
      interrupted: interruption.signal.aborted,
      problems,
    };
    const whole = conclude({ head, cases: results }, tail, terms);
    const code = sharding?.exitCode(plan, tail, whole.tail.exitCode) ?? whole.tail.exitCode;
    emit({ type: "run-end", tail: { ...whole.tail, exitCode: code } });
    const told = problems.length;
    await reporters.done();
    const broken = problems.slice(told); // Too late for the run's own tail.
    for (const problem of broken) say(`fd012: ${problem}`);
    tellConclusion(report, results, whole.judged, terms);
    say(`report: ${relative(process.cwd(), report) || "."}/index.html`);
    return broken.length > 0 && code === 0 ? 1 : code;
  } finally {
    await opening.catch(() => {}); // What it has begun to make is registered for removal by then.
    await ground.clear();
  }
}

function traceFor({ kernelTrace = true, require = [] }: RunOptions): TraceWish {
  if (!kernelTrace) return "none";
  return require.includes(KERNEL_TRACE) ? "required" : "wanted";
}
