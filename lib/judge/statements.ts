import type { Asserts } from "../asserts.ts";
import { fateSentence, fateWords } from "../results/fate-words.ts";
import type { Fate, Observation } from "../results/schema.ts";
import type { Judged } from "../strategies/accepted-as.ts";
import { reportedEnd, seenEnd, statusOf } from "./ending.ts";
import { isAmong, sameFate } from "./same-fate.ts";

/** What a claim gets of an end. @param meant the ends that the workload means; null where it means none */
type Observed = Pick<Observation, "fate"> & { readonly meant?: readonly Fate[] | null };

/**
 * That the end of PID 1 was seen by the kernel, or was reported otherwise than it was meant: the subject of a claim that records it. A runtime whose own word
 * is that all went well proves nothing: one that always says so would never be found out. Of a hang it says nothing, since that breaks every case.
 */
export function seesEnd(t: Asserts, { fate, meant = null }: Observed): Fate | null {
  if (hangs(fate)) return null;
  const seen = seenEnd(fate);
  if (seen) {
    t.pass(`PID 1 was seen to end: ${fateWords(seen)}`);
    return seen;
  }
  const reported = reportedEnd(fate);
  if (reported && meant && !isAmong(reported, meant)) {
    t.pass(`PID 1 was reported to end: ${fateWords(reported)}`);
    return reported;
  }
  unseen(t, fate);
  return null;
}

/** That PID 1 ended so, by the kernel's word; a status that stands for a signal is that signal. */
export function endsBy(t: Asserts, { fate }: Pick<Observation, "fate">, required: Fate): void {
  if (hangs(fate)) return;
  const end = seenEnd(fate);
  if (!end) return void unseen(t, fate);
  t.pass(`PID 1 was seen to end: ${fateWords(end)}`);
  t.ok(isAmong(end, [required]), `PID 1 ends by ${fateWords(required)}`, {
    ...{ observed: `it ended by ${fateWords(end)}`, at: null, stack: "" },
  });
}

function unseen(t: Asserts, { actual, reported }: Observation["fate"]): void {
  const word =
    reported.kind === "unknown"
      ? `reported: nothing (${reported.reason})`
      : `reported: ${fateSentence(reported)}`;
  t.ok(true, "PID 1's end is seen", { skip: `${untold(actual)}; ${word}` });
}

/**
 * That the runtime reports how PID 1 ended. Without a report, or without anything to hold it against, nothing is claimed.
 * @param meant how the workload ends itself, where it does so whatever its stdio is: it stands in where the kernel was not asked
 */
export function reports(t: Asserts, { fate }: Pick<Observation, "fate">, meant: Fate | null = null): void {
  const name = "the runtime reports how PID 1 ended";
  if (hangs(fate)) return;
  const { actual, reported } = fate;
  const status = statusOf(fate);
  const truth = actual.kind === "unknown" ? meant : actual;
  if (truth === null) return void t.ok(true, name, { skip: untold(actual) });
  if (status === null && reported.kind === "unknown" && reported.byDesign)
    return void t.ok(true, name, { skip: reported.reason });
  const isTrue = status !== null && sameFate(truth, status);
  t.ok(isTrue, name, {
    observed: `${statusWords(reported)}; PID 1 ended by ${fateWords(truth)}`,
    ...{ required: truth, at: null, stack: "" },
  });
}

/** That PID 1's wiring keeps a rule. What cannot be judged is no pass of it. */
export function holds(t: Asserts, { says, problem, unseen: reason }: Judged): void {
  if (reason !== null) t.ok(true, says, { skip: reason });
  else t.ok(problem === null, says, problem ? { ...problem, at: null, stack: "" } : {});
}

function untold(actual: Fate): string {
  return `the kernel did not tell it: ${actual.kind === "unknown" ? actual.reason : fateSentence(actual)}`;
}

function statusWords(reported: Fate): string {
  if (reported.kind === "signal")
    return `the runtime itself died of ${reported.signal}, and reported nothing`;
  if (reported.kind === "exit") return `the runtime reported ${fateWords(reported)}`;
  return `the runtime reported nothing (${fateSentence(reported)})`;
}

function hangs({ actual, reported }: Observation["fate"]): boolean {
  return actual.kind === "hang" || reported.kind === "hang";
}
