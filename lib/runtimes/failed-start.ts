import { endLabelled, stayingLabelled } from "../host/labelled.ts";
import { StartFailed } from "./start-errors.ts";

/**
 * The error of a start that failed, with what was left behind beside it: the first error is the runtime's own word, and trouble of the clean-up after
 * it must not take its place.
 */
export function leaving(error: unknown, left: readonly string[]): unknown {
  if (left.length === 0) return error;
  if (error instanceof StartFailed) return error.leaving(left);
  if (error instanceof Error) error.message = `${error.message}; left behind: ${left.join(", ")}`;
  return error;
}

/** What could not be removed after a failure, in words, as `leaving` takes them. */
export async function troubleOf(removal: Promise<unknown>): Promise<string[]> {
  return removal.then(
    () => [],
    (error: Error) => [error.message],
  );
}

/** Processes that a runtime which gave up by itself has left; they get a moment to end. After any other failure the suite ends them, and nobody is to blame. */
export async function outlivedRefusal(error: unknown, label: string): Promise<string[]> {
  if (!(error instanceof StartFailed) || !error.refused) return [];
  return stayingLabelled(label, "end of PID 1 after its runtime");
}

/** Ends whoever was started for a container whose start has failed. @returns in words who is still there */
export function endStarted(label: string): Promise<string[]> {
  return endLabelled((one) => one === label);
}
