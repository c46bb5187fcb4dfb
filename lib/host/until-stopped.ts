import { readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { within } from "./deadline.ts";
import { deadline } from "./deadlines.ts";
import { textOf } from "./proc.ts";
import { groupOf } from "./process.ts";

const BETWEEN_LOOKS = 2;

/**
 * Resolves once nobody in a process group runs that was sent SIGSTOP: until then a call that it was in may yet take what comes. The kernel tells
 * nobody but its parent, so it is asked again and again. @throws DeadlineError
 */
export function untilStopped(group: number): Promise<void> {
  return noneRuns(() => members(group));
}

/** The same of these processes, whatever their group. @throws DeadlineError */
export function untilEachStopped(pids: readonly number[]): Promise<void> {
  return noneRuns(() => pids);
}

async function noneRuns(pids: () => readonly number[]): Promise<void> {
  let isOver = false;
  const stopped = async () => {
    while (!isOver && pids().some(runs)) await delay(BETWEEN_LOOKS);
  };
  await within(stopped(), deadline("end of a reader"), "the stop of who reads PID 1's pipes").finally(() => {
    isOver = true;
  });
}

function members(group: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && groupOf(pid) === group);
}

/** proc(5), stat: T is stopped on a signal; who has ended does nothing either. */
function runs(pid: number): boolean {
  const state = /\) (\S)/.exec(textOf(`/proc/${pid}/stat`))?.[1];
  return state !== undefined && !["T", "Z", "X"].includes(state);
}
