import { DeadlineError } from "../errors.ts";

/** Milliseconds by which a timer may be late without anybody having kept it waiting. */
const LATE = 100;

/**
 * Settles as `promise` does, or rejects with a DeadlineError after `milliseconds`; `what` completes the sentence. Time in which this process itself
 * did not get to look, since it unpacked an image or was stopped, is given again: what was waited for may have happened long ago.
 */
export async function within<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const wait = (time: number) => {
      const due = performance.now() + time;
      timer = setTimeout(() => {
        const late = performance.now() - due;
        if (late > LATE) wait(Math.min(late, milliseconds));
        else reject(new DeadlineError(what, milliseconds));
      }, time);
    };
    wait(milliseconds);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds until a deadline, as performance.now() counts; at least one, so that what has happened already is still seen. */
export function remaining(deadline: number): number {
  return Math.max(1, deadline - performance.now());
}
