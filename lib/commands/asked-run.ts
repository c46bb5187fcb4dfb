import { UsageError } from "../errors.ts";
import { runAndPatterns } from "./last-failed.ts";
import type { RunOptions } from "./run-options.ts";
import { withRuntimeVariable } from "./runtime-variable.ts";

/** What the command line says, before it is known which kind of run it asks for. */
interface AskedOptions extends RunOptions {
  readonly vm?: readonly string[];
  readonly vmMemory?: number;
}

/** `fd012 run`, in whichever way it was asked for. @returns the exit code */
export async function askedRun(words: readonly string[], asked: AskedOptions): Promise<number> {
  const { lastFailed, patterns } = runAndPatterns(asked.lastFailed, words);
  const options = await withRuntimeVariable<AskedOptions>({ ...asked, lastFailed }, process.env);
  checkTogether(options);
  if (options.vm !== undefined)
    return (await import("./run-in-vm.ts")).runInVm(patterns, { ...options, vm: options.vm });
  if (options.bisect) return (await import("./bisect.ts")).bisect(patterns, options);
  if (options.dryRun) return (await import("./dry-run.ts")).dryRun(patterns, options);
  return (await import("./run.ts")).run(patterns, options);
}

const APART = [
  ["--vm", ({ vm }: AskedOptions) => vm !== undefined],
  ["--last-failed", ({ lastFailed }: AskedOptions) => lastFailed !== undefined],
  ["--bisect", ({ bisect }: AskedOptions) => bisect === true],
  ["--dry-run", ({ dryRun }: AskedOptions) => dryRun === true],
] as const;

/** A virtual machine has none of this machine's runs, and shows no plan before it is turned on. */
function checkTogether(options: AskedOptions): void {
  if (options.bad !== undefined && !options.bisect)
    throw new UsageError("TOGETHER", "--bad says what --bisect looks for: give --bisect too.");
  const [first, second] = APART.flatMap(([name, isGiven]) => (isGiven(options) ? [name] : []));
  if (first !== "--vm" || second === undefined) return;
  throw new UsageError("TOGETHER", `${first} and ${second} do not go together: leave one out.`);
}
