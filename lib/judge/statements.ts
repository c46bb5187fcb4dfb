import type { Test as TapTest } from "@tapjs/test";
import { fateSentence, fateWords } from "../results/fate-words.ts";
import type { Fate, Observation } from "../results/schema.ts";
import { knownEnd, statusOf } from "./ending.ts";
import { isAmong, sameFate } from "./same-fate.ts";

/**
 * That the end of PID 1 was seen, by the kernel or in what was reported: the subject of a claim that records it. Of a hang it says nothing, since that
 * breaks every case.
 */
export function seesEnd(t: TapTest, { fate }: Pick<Observation, "fate">): Fate | null {
  if (hangs(fate)) return null;
  const end = knownEnd(fate);
  const why = [fate.actual, fate.reported].map(fateSentence).join("; reported: ");
  if (end) t.pass(`PID 1 was seen to end: ${fateWords(end)}`);
  else t.ok(true, "PID 1's end is seen", { skip: why });
  return end;
}

/** That PID 1 ended so; a status that stands for a signal is that signal. */
export function endsBy(t: TapTest, observed: Pick<Observation, "fate">, required: Fate): void {
  const end = seesEnd(t, observed);
  if (!end) return;
  t.ok(isAmong(end, [required]), `PID 1 ends by ${fateWords(required)}`, {
    ...{ observed: `it ended by ${fateWords(end)}`, at: null, stack: "" },
  });
}

/**
 * That the runtime reports how PID 1 ended. Without a report, or without anything to hold it against, nothing is claimed.
 * @param meant how the workload ends itself, where it does so whatever its stdio is: it stands in where the kernel was not asked
 */
export function reports(t: TapTest, { fate }: Pick<Observation, "fate">, meant: Fate | null = null): void {
  const name = "the runtime reports how PID 1 ended";
  if (hangs(fate)) return;
  const { actual, reported } = fate;
  const status = statusOf(fate);
  const truth = actual.kind === "unknown" ? meant : actual;
  if (truth === null)
    return void t.ok(true, name, { skip: `the kernel did not tell it: ${fateSentence(actual)}` });
  if (status === null && reported.kind === "unknown" && reported.byDesign)
    return void t.ok(true, name, { skip: reported.reason });
  const isTrue = status !== null && sameFate(truth, status);
  t.ok(isTrue, name, {
    observed: `${statusWords(reported)}; PID 1 ended by ${fateWords(truth)}`,
    ...{ required: truth, at: null, stack: "" },
  });
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
