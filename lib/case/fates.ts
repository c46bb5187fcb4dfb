import { signalNumber } from "../evidence/signals.ts";
import { fateWords } from "../results/fate-words.ts";
import type { Fate } from "../results/schema.ts";

/** A shell's and most runtimes' way to tell a death by signal N: exit status 128 + N (POSIX, Shell Command Language 2.8.2). */
const SIGNALLED = 128;

/** Whether `reported` tells the truth of `actual`, in either way of telling a signal. */
export function sameFate(actual: Fate, reported: Fate): boolean {
  if (actual.kind === "signal" && reported.kind === "exit") {
    const number = signalNumber(actual.signal);
    return number !== null && reported.code === SIGNALLED + number;
  }
  return fateWords(actual) === fateWords(reported);
}
