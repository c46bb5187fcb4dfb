import type { Test as TapTest } from "@tapjs/test";
import { fateSentence, fateWords } from "../results/fate-words.ts";
import type { Observation, Wiring } from "../results/schema.ts";
import type { Expected, Stdio } from "../strategies/strategy.ts";
import type { Claim } from "../suite.ts";
import { sameFate } from "./fates.ts";

/** What every case checks without being asked: wiring, reported status, and that nothing is left. */
export function checkAlways(
  t: TapTest,
  observation: Observation,
  stdio: Stdio,
  claim: Pick<Claim, "aboutStatus">,
): void {
  checkWiring(t, observation, wiringAsSeen(observation, stdio));
  checkReported(t, observation, claim.aboutStatus ?? false);
  t.same(observation.leftovers, [], "nothing is left behind", plain({ leftovers: observation.leftovers }));
}

function checkWiring(t: TapTest, { wiring }: Observation, expected: readonly Expected[]): void {
  const name = "fds 0–2 are wired as the strategy says";
  if (!wiring) {
    t.ok(true, name, { skip: "PID 1's descriptors could not be seen" });
    return;
  }
  const observed = wiring.streams.map((stream, fd) => pick(stream, Object.keys(expected[fd] ?? {})));
  t.same(observed, expected, name, plain({ observed, required: expected }));
}

/**
 * A runtime that misreports does so whatever the claim is. Would every claim fail by it, then what it does well could not be seen, nor
 * what else it does badly: so it fails the claims that are about the status, and with the others it stands in the outcome
 * (`exit 127 · reported exit 0`) and as a check that was not made.
 */
function checkReported(t: TapTest, { fate }: Observation, isJudged: boolean): void {
  const name = "the runtime reports what the kernel saw";
  if (fate.actual.kind === "hang") return; // Nothing ended, so nothing was reported.
  if (fate.reported.kind === "hang") {
    // Whatever the claim is, its caller waits for ever.
    t.ok(false, "the runtime ends with PID 1", plain({ observed: fateSentence(fate.reported) }));
    return;
  }
  if (fate.actual.kind === "unknown") {
    t.ok(true, name, { skip: fate.actual.reason });
    return;
  }
  if (fate.reported.kind === "unknown") {
    t.ok(true, name, { skip: fate.reported.reason });
    return;
  }
  const [observed, required] = [fateWords(fate.reported), fateWords(fate.actual)];
  const isTrue = sameFate(fate.actual, fate.reported);
  if (isTrue || isJudged) t.ok(isTrue, name, plain({ observed, required }));
  else
    t.ok(true, name, { skip: `it reports ${observed} for ${required}: judged by claims about the status` });
}

/** Whether PID 1 is wired as the strategy's honest alternative, not as the strategy itself. */
export function isAlternative({ wiring }: Observation, { expected, alternative }: Stdio): boolean {
  if (!wiring || !alternative) return false;
  return !isWiredAs(wiring, expected) && isWiredAs(wiring, alternative.expected);
}

function isWiredAs({ streams }: Wiring, expected: readonly Expected[]): boolean {
  return streams.every((stream, fd) =>
    Object.entries(expected[fd] ?? {}).every(([key, value]) => stream[key as keyof typeof stream] === value),
  );
}

function wiringAsSeen(observation: Observation, stdio: Stdio): readonly Expected[] {
  return isAlternative(observation, stdio) && stdio.alternative ? stdio.alternative.expected : stdio.expected;
}

function pick(from: object, keys: string[]): object {
  return Object.fromEntries(keys.map((key) => [key, from[key as keyof typeof from]]));
}

/** tap would add a place in this suite's own source, which says nothing to whoever reads the result. */
export function plain(detail: Record<string, unknown>) {
  return { ...detail, at: null, stack: "" };
}
