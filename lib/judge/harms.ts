import { fateSentence, fateWords } from "../results/fate-words.ts";
import { HARMS } from "../results/harm-names.ts";
import type { Fate, Harm, HarmName, Observation, PlannedCase } from "../results/schema.ts";
import { reportedEnd, seenEnd, statusOf } from "./ending.ts";
import { isByChance, type LedgerSums, sumsOf } from "./ledger-sums.ts";
import { isAmong, sameFate } from "./same-fate.ts";

/**
 * What a case cost, the worst first: plain data in, plain data out. @param isRelayed whether a runtime stood between PID 1 and the log,
 * so that how much was lost is a race
 */
export function harmsOf(
  { meant }: Pick<PlannedCase, "meant">,
  observation: Observation,
  isRelayed: boolean,
): Harm[] {
  const sums = sumsOf(observation.ledger);
  const found = [
    ...hang(observation),
    ...died(observation, meant),
    ...falseStatus(observation),
    ...lost(observation, sums, isRelayed),
    ...undelivered(sums),
    ...altered(sums),
    ...leaked(observation),
    ...spin(observation),
    ...late(sums),
  ];
  return inOrder(found);
}

/** The worst first; several of one kind stay in the order in which they were found. */
export function inOrder(harms: readonly Harm[]): Harm[] {
  return [...harms].sort((a, b) => HARMS.indexOf(a.harm) - HARMS.indexOf(b.harm));
}

function one(harm: HarmName, amount: number | null, text: string): Harm[] {
  return [{ harm, amount, text }];
}

function hang({ fate }: Observation): Harm[] {
  const hung = [fate.actual, fate.reported].find(({ kind }) => kind === "hang");
  return hung ? one("hang", 1, `it did not end: ${fateSentence(hung)}`) : [];
}

function died({ fate }: Observation, meant: readonly Fate[] | null): Harm[] {
  const seen = seenEnd(fate);
  const end = seen ?? reportedEnd(fate);
  if (meant === null || end === null || isAmong(end, meant)) return [];
  const ended = seen ? "PID 1 ended by" : "as reported, PID 1 ended by";
  return one("died", 1, `${ended} ${fateWords(end)}; it meant ${meant.map(fateWords).join(" or ")}`);
}

function falseStatus({ fate }: Observation): Harm[] {
  const { actual, reported } = fate;
  if (actual.kind !== "exit" && actual.kind !== "signal") return [];
  const status = statusOf(fate);
  if (status === null) {
    return reported.kind === "unknown" && !reported.byDesign
      ? one("false-status", 1, `nothing was reported of ${fateWords(actual)}: ${reported.reason}`)
      : [];
  }
  if (sameFate(actual, status)) return [];
  const seen =
    status.kind === "signal"
      ? `the runtime itself died of ${status.signal}`
      : `the runtime reported ${fateWords(status)}`;
  return one("false-status", 1, `${seen}; PID 1 ended by ${fateWords(actual)}`);
}

function lost(observation: Observation, sums: LedgerSums, isRelayed: boolean): Harm[] {
  if (sums.lost === 0) return [];
  const isRace = isByChance(observation, isRelayed);
  const amount = isRace ? null : sums.lost;
  return one("lost", amount, `${isRace ? "some" : sums.lost} bytes that write(2) acknowledged are in no log`);
}

function undelivered({ undelivered }: LedgerSums): Harm[] {
  if (undelivered === 0) return [];
  return one(
    "undelivered",
    undelivered,
    `${undelivered} bytes that the log holds are not given back, or otherwise, by the runtime's logs command`,
  );
}

function altered({ torn, duplicated, reordered, foreign, holes }: LedgerSums): Harm[] {
  const parts = Object.entries({ torn, duplicated, reordered })
    .filter(([, lines]) => lines > 0)
    .map(([what, lines]) => `${lines} ${what} ${lines === 1 ? "line" : "lines"}`);
  if (foreign > 0) parts.push(`${foreign} bytes that the workload never wrote`);
  if (holes > 0) parts.push(`${holes} zeros where a truncation left a hole`);
  if (parts.length === 0) return [];
  return one("altered", torn + duplicated + reordered + foreign + holes, `the log holds ${parts.join(", ")}`);
}

function leaked({ leftovers }: Observation): Harm[] {
  if (leftovers.length === 0) return [];
  return one("leaked", leftovers.length, `left behind: ${leftovers.join(", ")}`);
}

function spin({ fate }: Observation): Harm[] {
  const { actual } = fate;
  return actual.kind === "hang" && actual.spin ? one("spin", 1, actual.where) : [];
}

function late({ late }: LedgerSums): Harm[] {
  return late === 0
    ? []
    : one(
        "late",
        late,
        `${late} bytes were not in the log when the fault was made, though they were waited for`,
      );
}
