import { fateWords } from "../results/fate-words.ts";
import type { Fate, Link, Observation } from "../results/schema.ts";
import { isEnd, reportedEnd } from "./ending.ts";
import { isByChance, sumsOf } from "./ledger-sums.ts";
import { sameFate } from "./same-fate.ts";

/**
 * One short string of a closed vocabulary that sums a case up and can be compared:
 * `FATE[ · reported FATE][ · spin][ · WIRING][ · CAUSE][ · ERRNO OPERATION…][ · all ok] · lost N[ · torn N]…[ · late N][ · undelivered N]`, or `no log` where nothing is to be kept.
 * `lost some` where the amount is a race; the ledger has it. Two runs of the same case on the same machine give the same one.
 */
export function outcomeOf(
  observation: Observation,
  wiring?: string,
  isRelayed = wiring !== undefined,
): string {
  const { fate, evidence, answers } = observation;
  const known = knownFate(fate);
  const parts = [fateWords(known)];
  const told = otherWord(fate);
  if (told) parts.push(`reported ${told}`);
  if (known.kind === "hang" && known.spin) parts.push("spin");
  if (wiring) parts.push(wiring);
  const cause = causeOf(evidence.chain);
  if (cause) parts.push(cause);
  if (answers) parts.push(...answersText(answers));
  return [...parts, ...ledgerText(observation, isRelayed)].join(" · ");
}

// Where the kernel could not be asked, the runtime's word stands, if it is one.
function knownFate(fate: Observation["fate"]): Fate {
  const { actual, reported } = fate;
  if (actual.kind !== "unknown") return actual;
  return reportedEnd(fate) ?? (isEnd(reported) ? actual : reported);
}

/** What was reported where it is not how PID 1 ended by the kernel's word; null where it is, and where nothing was. */
function otherWord(fate: Observation["fate"]): string | null {
  const { actual, reported } = fate;
  const standsIn = actual.kind === "unknown" && knownFate(fate) !== actual;
  if (reported.kind === "unknown" || standsIn) return null;
  if (actual.kind === "hang" && reported.kind === "hang") return null;
  return sameFate(actual, reported) ? null : fateWords(reported);
}

// `stale-abort`: node's own look at a stale descriptor. `abort`: anything else that called abort(3).
function causeOf(chain: readonly Link[]): string | null {
  const blamed = chain.findIndex((link) => link.name === "reset-stdio");
  if (blamed > 0) {
    const errno = chain[blamed - 1]?.text.match(/\bE[A-Z]+\b/)?.[0] ?? "errno";
    return errno === "ESTALE" ? "stale-abort" : `${errno.toLowerCase()}-abort`;
  }
  return chain.some((link) => link.text.startsWith("SIGABRT")) ? "abort" : null;
}

// By errno, in the order in which they were asked; what is not named answered ok.
function answersText(answers: Readonly<Record<string, string>>): string[] {
  const refused = Object.entries(answers).filter(([, answer]) => answer !== "ok");
  const errnos = [...new Set(refused.map(([, answer]) => answer))];
  if (errnos.length === 0) return ["all ok"];
  return errnos.map((errno) =>
    [errno, ...refused.filter(([, answer]) => answer === errno).map(([operation]) => operation)].join(" "),
  );
}

function ledgerText(observation: Observation, isRelayed: boolean): string[] {
  const { ledger } = observation;
  if (ledger.length > 0 && ledger.every(({ unlogged }) => unlogged !== undefined)) return ["no log"];
  const { lost, undelivered, ...sums } = sumsOf(ledger);
  const wrong = (["torn", "duplicated", "reordered", "foreign", "holes", "late"] as const).filter(
    (key) => sums[key] > 0,
  );
  return [
    `lost ${isByChance(observation, isRelayed) ? "some" : lost}`,
    ...wrong.map((key) => `${key} ${sums[key]}`),
    ...(undelivered > 0 ? [`undelivered ${undelivered}`] : []),
  ];
}
