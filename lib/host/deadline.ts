import { DeadlineError } from "../errors.ts";

/** Settles as `promise` does, or rejects with a DeadlineError after `milliseconds`; `what` completes the sentence. */
export async function within<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(what, milliseconds)), milliseconds);
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
