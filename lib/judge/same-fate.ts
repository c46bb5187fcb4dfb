import { signalNumber } from "../evidence/signals.ts";
import { fateWords } from "../results/fate-words.ts";
import type { Fate } from "../results/schema.ts";

/** A shell's and most runtimes' way to report a death by signal N: exit status 128 + N (POSIX, Shell Command Language 2.8.2). */
const SIGNALLED = 128;

/**
 * Whether `reported` tells the truth of `actual`. A status is a number: a runtime whose own process was killed by a signal has reported
 * nothing, though PID 1 may have died of the same one.
 */
export function sameFate(actual: Fate, reported: Fate): boolean {
  if (reported.kind === "signal") return false;
  if (actual.kind === "signal" && reported.kind === "exit")
    return reported.code === exitStatusOf(actual.signal);
  return fateWords(actual) === fateWords(reported);
}

/** Whether a process ended in one of the ways that were meant; a status that stands for a signal is that signal. */
export function isAmong(ended: Fate, meant: readonly Fate[]): boolean {
  return meant.some((one) => fateWords(one) === fateWords(ended) || sameFate(one, ended));
}

function exitStatusOf(signal: string): number | null {
  const number = signalNumber(signal);
  return number === null ? null : SIGNALLED + number;
}
