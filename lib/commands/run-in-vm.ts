import { dirname, join } from "node:path";
import { ours } from "../additions/known.ts";
import { MachineError, UsageError } from "../errors.ts";
import { measureDeadlineFactor } from "../host/deadline-factor.ts";
import { makeRunDirectory, removeRunDirectory } from "../host/run-directory.ts";
import { handOver } from "../images/handed-over.ts";
import type { Image } from "../images/image.ts";
import { imageOf } from "../images/spec.ts";
import { images } from "../images/table.ts";
import { guestFiles } from "../vm/guest-files.ts";
import { demandPrograms } from "../vm/guest-programs.ts";
import { guestRuntime } from "../vm/guest-runtime.ts";
import { type Kernel, kernelOf } from "../vm/kernel.ts";
import { type AskedReporter, askedReporters } from "./asked-reporters.ts";
import type { Conditions } from "./baseline-demands.ts";
import { guestCommand } from "./guest-command.ts";
import { interruptible } from "./interrupt.ts";
import { makeReportDirectory } from "./report-directory.ts";
import { checkNames, programsOf, type RunOptions } from "./selection.ts";
import { sideBySide } from "./side-by-side.ts";
import { openTerms } from "./terms.ts";
import { VmReport } from "./vm-report.ts";
import { type GuestBaggage, runOnKernel } from "./vm-run.ts";
import { kernelsAndPatterns } from "./vm-words.ts";

interface VmOptions extends RunOptions {
  readonly vm: readonly string[];
  /** MiB. */
  readonly vmMemory?: number;
}

/**
 * `fd012 run --vm`: the same run inside a virtual machine that is thrown away, on one kernel after the other. Its results are runs of this
 * machine's.
 * @returns the exit code; of several runs the first that is not 0
 */
export async function runInVm(words: readonly string[], options: VmOptions): Promise<number> {
  const { kernels: requests, patterns } = kernelsAndPatterns(options.vm, words);
  if (options.shard !== undefined || options.costs !== undefined)
    throw new UsageError("SHARD", "A run in a virtual machine is not split: leave --shard and --costs out.");
  if (options.suite !== undefined || options.driver !== undefined)
    throw new UsageError(
      "VM_ADDITIONS",
      "A virtual machine has fd012's own suites and runtimes alone: leave --suite and --driver out, or --vm.",
    );
  if (options.as !== undefined)
    throw new UsageError("AS_USER", "Nobody but root is in a virtual machine: leave --as out, or --vm.");
  // All that can be wrong is found out here, before anything is turned on.
  const terms = await openTerms(options);
  terms.gate?.demandComparable(knownOfGuest(options)); // The rest is asked when the run inside begins.
  checkNames(ours, patterns, options);
  const reporters = askedReporters(options.reporter ?? ["progress"]);
  if (requests.length > 1) demandSeparate(reporters);
  const interruption = interruptible();
  await measureDeadlineFactor();
  const directory = makeRunDirectory();
  try {
    demandPrograms({ nfs: options.filesystem?.some((name) => name.startsWith("nfs")) ?? false });
    const kernels = [...new Map(requests.map(kernelOf).map((one) => [one.release, one])).values()];
    const baggage = await pack(patterns, options);
    const conditions = {
      ...{ directory, timeout: options.timeout, memory: options.vmMemory ?? null },
      interrupted: interruption.signal,
    };
    const run = async (kernel: Kernel, out: string | undefined) => {
      const report = await VmReport.open(out, reporters, terms, options);
      return { report, code: await runOnKernel(kernel, baggage, conditions, report) };
    };
    const [only, another] = kernels as [Kernel, Kernel?];
    if (!another) return (await run(only, options.out)).code;
    const top = makeReportDirectory(options.out);
    const runs: Awaited<ReturnType<typeof run>>[] = [];
    for (const kernel of kernels)
      if (!interruption.signal.aborted) runs.push(await run(kernel, join(top, kernel.release)));
    if (!interruption.signal.aborted)
      process.stdout.write(`\n${await sideBySide(runs.map(({ report }) => report.directory))}`);
    return runs.find(({ code }) => code !== 0)?.code ?? 0;
  } finally {
    interruption.release();
    removeRunDirectory(directory);
  }
}

// Whether the trace is there is known of the guest alone, unless it is not wanted.
function knownOfGuest({ timeout, kernelTrace = true }: RunOptions): Partial<Conditions> {
  return { timeout, root: true, ...(!kernelTrace && { kernelTrace }) };
}

async function pack(patterns: readonly string[], options: RunOptions): Promise<GuestBaggage> {
  const runtimes = (options.runtime ?? ["unshare"]).map(guestRuntime);
  const packed = imagesFor(patterns, options);
  const files = await guestFiles(
    runtimes.map(({ program }) => program),
    [...new Set([...packed.values()].map(({ rootfs }) => dirname(rootfs)))],
  );
  const inside = { ...options, runtime: runtimes.map(({ spec }) => spec) };
  return {
    files,
    environment: handOver(packed),
    command: (timeout) => guestCommand(patterns, { ...inside, timeout }),
  };
}

/**
 * Built here, where a compiler and a registry may be, by what `--image` calls them. Of what was not named, npm is left out: with a node of its
 * own it would double the guest; what is not handed over is told as missing inside.
 */
function imagesFor(
  patterns: readonly string[],
  { image: named, exclude }: Pick<RunOptions, "image" | "exclude">,
): Map<string, Image> {
  const wanted = programsOf(ours.suites, patterns, exclude);
  const defaults = images.filter(({ program }) => program !== "npm" && wanted.has(program));
  const specs = named ?? defaults.flatMap(({ defaults: names }) => names);
  return new Map(
    specs.flatMap((spec): [string, Image][] => {
      const image = imageOf(spec);
      try {
        return [[spec, image.open(image)]];
      } catch (error) {
        if (named || image.program === "node" || !(error instanceof MachineError)) throw error;
        return [];
      }
    }),
  );
}

// Several kernels are several runs, and what is one document cannot hold them.
function demandSeparate(reporters: readonly AskedReporter[]): void {
  const shared = reporters.find(({ file, kind }) => file !== null || kind.destination === "stdout");
  if (shared === undefined) return;
  throw new UsageError(
    "VM_REPORTER",
    `--reporter ${shared.spec} takes one run, and each kernel makes one: leave it out, and find run.tap, run.json and the others in each run's directory.`,
  );
}
