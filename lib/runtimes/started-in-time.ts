import { within } from "../host/deadline.ts";
import { type DeadlineName, deadline } from "../host/deadlines.ts";
import { LaunchAborted, StartFailed } from "./start-errors.ts";

/**
 * Waits for what a runtime does to start its container, and nothing else: what it does not do in time is its hang, on every driver. The suite's own work
 * on the way there has deadlines of its own, whose passing is an error, also where it is part of `start`.
 * @param what completes the sentence "… did not happen within 10 s"
 * @param signal ends the wait at once; whoever waits ends what was to start
 * @throws StartFailed that hangs
 * @throws LaunchAborted
 */
export async function startedInTime<T>(
  start: Promise<T>,
  what: string,
  signal: AbortSignal,
  name: DeadlineName = "start of PID 1",
): Promise<T> {
  const settled = start.then(
    (value) => () => value,
    (error) => () => {
      throw error;
    },
  );
  const aborted = abortionOf(signal);
  try {
    const result = await within(Promise.race([settled, aborted.promise]), deadline(name), what).catch(
      (late: Error) => {
        throw new StartFailed(`hang at the start: ${late.message}`, "", false, { hangs: true });
      },
    );
    return result();
  } finally {
    aborted.forget();
  }
}

/** @throws LaunchAborted where nobody wants the container any more, before something long or irrevocable is begun */
export function demandWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new LaunchAborted();
}

/** Resolves to what throws, as a start does. The signal outlives the start: what listens to it is taken away. */
function abortionOf(signal: AbortSignal): { promise: Promise<() => never>; forget(): void } {
  const fail = () => {
    throw new LaunchAborted();
  };
  let tell = () => {};
  const promise = new Promise<() => never>((resolve) => {
    tell = () => resolve(fail);
  });
  if (signal.aborted) tell();
  signal.addEventListener("abort", tell);
  return { promise, forget: () => signal.removeEventListener("abort", tell) };
}
