import type { FSWatcher } from "node:fs";
import { DeadlineError } from "../errors.ts";
import { within } from "../host/deadline.ts";
import { watch } from "../host/watch.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/**
 * Resolves once the log is as it should be, and after the deadline too, for then that is what there is to observe.
 * @param directory of the log, in which each change asks anew
 * @param milliseconds until the deadline
 */
export async function untilArrived(
  isThere: () => boolean,
  directory: string,
  milliseconds: number,
): Promise<void> {
  if (isThere()) return;
  let isOver = false;
  let watcher: FSWatcher | undefined;
  const arrival = new Promise<void>((resolve, reject) => {
    const look = oneAtATime(async () => !isOver && isThere() && resolve(), reject);
    watcher = watch(directory, look, reject);
    look();
  });
  await within(arrival, milliseconds, "the arrival of the first output")
    .catch((error) => {
      if (!(error instanceof DeadlineError)) throw error;
    })
    .finally(() => {
      isOver = true;
      watcher?.close();
    });
}
