import { within } from "../host/deadline.ts";
import { type DeadlineName, deadline } from "../host/deadlines.ts";
import { StartFailed } from "./runtime.ts";

/**
 * Waits for what a runtime does to start its container, and nothing else: what it does not do in time is its hang, on every driver. The suite's own work
 * on the way there has deadlines of its own, whose passing is an error, also where it is part of `start`.
 * @param what completes the sentence "… did not happen within 10 s"
 * @throws StartFailed that hangs
 */
export async function startedInTime<T>(
  start: Promise<T>,
  what: string,
  name: DeadlineName = "start of PID 1",
): Promise<T> {
  const settled = start.then(
    (value) => () => value,
    (error) => () => {
      throw error;
    },
  );
  const result = await within(settled, deadline(name), what).catch((late: Error) => {
    throw new StartFailed(`hang at the start: ${late.message}`, "", false, { hangs: true });
  });
  return result();
}
