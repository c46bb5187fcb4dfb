import { spawn } from "node:child_process";
import { once } from "node:events";
import { LEAST_FACTOR, MOST_FACTOR, setDeadlineFactor } from "./deadlines.ts";
import { helperEnvironment } from "./helper-process.ts";

/** From the start of a trivial process to the news of its end, on an idle machine; a run does little else so often. */
const IDLE = 5;
const TRIES = 7;
/** Enough is known of a slow machine after fewer tries. */
const ENOUGH = 60;

/**
 * Measures how slow this machine is now, for all deadlines from then on: a loaded or an emulated one gets more time, and none gets less than an
 * idle one. Takes some tens of milliseconds.
 */
export async function measureDeadlineFactor(trial: () => Promise<void> = start): Promise<void> {
  const times: number[] = [];
  const began = performance.now();
  do {
    const before = performance.now();
    await trial();
    times.push(performance.now() - before);
  } while (times.length < TRIES && performance.now() - began < ENOUGH);
  setDeadlineFactor(factorFor(times));
}

/** @param times in milliseconds; one that was delayed by chance does not count */
export function factorFor(times: readonly number[]): number {
  const median = [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? 0;
  const factor = Math.ceil((median / IDLE) * 10) / 10; // Of a tenth: it stands in sentences.
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor));
}

// Where none can be started, whoever needs one says so.
async function start(): Promise<void> {
  const child = spawn("true", { stdio: "ignore", env: helperEnvironment });
  await once(child, "exit").catch(() => {});
}
