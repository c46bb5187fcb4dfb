import { Fd012Error, UsageError } from "../errors.ts";
import type { Runtime } from "../runtimes/runtime.ts";

/** A runtime of others, whose failures outside of any case are told as its driver's: fd012 would take them for a defect of its own. */
export function guarded(runtime: Runtime): Runtime {
  const detect = runtime.detect.bind(runtime);
  const plan = runtime.plan.bind(runtime);
  const failure = (method: string, error: unknown) =>
    error instanceof Fd012Error
      ? error
      : new UsageError(
          "ADDED_FAILS",
          `The driver of ${runtime.name} failed in ${method}: ${wordsOf(error)}`,
          { cause: error },
        );
  // On the object itself: what is private to a class is not to be had by another.
  return Object.assign(runtime, {
    detect: async (...words: Parameters<Runtime["detect"]>) => {
      try {
        return await detect(...words);
      } catch (error) {
        throw failure("detect", error);
      }
    },
    plan: (...words: Parameters<Runtime["plan"]>) => {
      try {
        return plan(...words);
      } catch (error) {
        throw failure("plan", error);
      }
    },
  });
}

function wordsOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
    .replace(/\s+/g, " ")
    .trim();
}
