import { knownWith } from "../additions/known.ts";
import { UsageError } from "../errors.ts";
import { runtimeOf } from "../runtimes/spec.ts";
import type { RunOptions } from "./run-options.ts";
import { say } from "./say.ts";

const VARIABLE = "RUNTIME";

/**
 * RUNTIME stands for one --runtime where none is given, by the same grammar. Other programs know a variable of that name, too: what it comes
 * to is said.
 * @throws UsageError `RUNTIME_VARIABLE` where it names no runtime
 */
export async function withRuntimeVariable<T extends RunOptions>(
  options: T,
  environment: NodeJS.ProcessEnv,
): Promise<T> {
  const spec = environment[VARIABLE];
  if (options.runtime !== undefined || !spec) return options;
  const { families } = await knownWith(options);
  try {
    const { name } = runtimeOf(spec, {}, families);
    say(`runtime: ${name === spec ? spec : `${name} (${spec})`}, by ${VARIABLE} in the environment`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      "RUNTIME_VARIABLE",
      `${VARIABLE} in the environment, "${spec}", names no runtime: unset it, set it to a name of fd012 list or to a path such as ./crun, or give --runtime.`,
      { cause: error },
    );
  }
  return { ...options, runtime: [spec] };
}
