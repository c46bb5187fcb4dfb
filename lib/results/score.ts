import type { CaseResult, Fate, HarmName, Observation } from "./schema.ts";

/** A part of a cell: a harm, or `ok`, or null where nobody saw it. */
type Part<Name extends HarmName> = Name | "ok" | null;

/** The worst of all cases of a cell that ran. */
export interface Worst {
  /** How PID 1 ended; null where only the runtime says so, and that it went well. */
  readonly pid1: Part<"hang" | "died" | "refused">;
  /** Where its bytes are. */
  readonly bytes: Part<"lost" | "undelivered" | "altered">;
  /** Whether its end was reported as it was; null where nothing was reported, or nothing is known to compare it with. */
  readonly status: Part<"false-status">;
}

export interface ScoreCell {
  /** Null where no case ran. */
  readonly worst: Worst | null;
  /** Whether one of its cases is broken, whatever the signs say. */
  readonly isBroken: boolean;
  /** Whether the suite itself failed in one of its cases, behind which anything may hide. */
  readonly isError: boolean;
  /** The cases behind it, in the order of the plan. */
  readonly ids: readonly string[];
}

export interface ScoreRow {
  /** Null: nothing was done. It shows what the same wirings do by themselves. */
  readonly fault: string | null;
  /** Null where the wirings are the columns. */
  readonly strategy: string | null;
  /** One for each column; null where the plan has no such case. */
  readonly cells: readonly (ScoreCell | null)[];
}

/** Faults × wirings of one runtime, or faults and wirings × runtimes of several. */
export interface Score {
  readonly across: "strategy" | "runtime";
  readonly columns: readonly string[];
  readonly rows: readonly ScoreRow[];
}

/** @param wanted what the columns are to be; else the wirings where there is one runtime. Null where no case has a fault. Only the wirings to which something is done are in it. */
export function scoreOf(results: readonly CaseResult[], wanted?: Score["across"]): Score | null {
  const faulty = results.filter(({ fault }) => fault !== null);
  if (faulty.length === 0) return null;
  const strategies = valuesOf(faulty, "strategy");
  const cases = results.filter(({ strategy }) => strategies.includes(strategy));
  const faults = [null, ...valuesOf(faulty, "fault")].filter((fault) =>
    cases.some((one) => one.fault === fault),
  );
  const runtimes = valuesOf(cases, "runtime");
  const cellOfThose = (wanted: Partial<CaseResult>) => cellOf(cases.filter((one) => isLike(one, wanted)));
  if ((wanted ?? (runtimes.length < 2 ? "strategy" : "runtime")) === "strategy") {
    const rows = faults.map((fault) => ({
      ...{ fault, strategy: null },
      cells: strategies.map((strategy) => cellOfThose({ fault, strategy })),
    }));
    return { across: "strategy", columns: strategies, rows };
  }
  const rows = faults.flatMap((fault) =>
    strategies.map((strategy) => ({
      ...{ fault, strategy },
      cells: runtimes.map((runtime) => cellOfThose({ fault, strategy, runtime })),
    })),
  );
  return {
    across: "runtime",
    columns: runtimes,
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== null)),
  };
}

function valuesOf<Key extends "fault" | "strategy" | "runtime">(
  results: readonly CaseResult[],
  key: Key,
): CaseResult[Key][] {
  return [...new Set(results.map((one) => one[key]))];
}

function isLike(result: CaseResult, wanted: Partial<CaseResult>): boolean {
  return Object.entries(wanted).every(([key, value]) => result[key as keyof CaseResult] === value);
}

function cellOf(cases: readonly CaseResult[]): ScoreCell | null {
  if (cases.length === 0) return null;
  const ran = cases.filter(({ verdict }) => verdict !== "skip" && verdict !== "error");
  return {
    worst: ran.length === 0 ? null : worstOf(ran),
    isBroken: cases.some(({ verdict }) => verdict === "broken"),
    isError: cases.some(({ verdict }) => verdict === "error"),
    ids: cases.map(({ id }) => id),
  };
}

function worstOf(ran: readonly CaseResult[]): Worst {
  const observations = ran.flatMap(({ observation }) => observation ?? []);
  return {
    pid1: part(ran, ["hang", "died", "refused"], observations.some(isEndSeen)),
    bytes: part(ran, ["lost", "undelivered", "altered"], observations.some(isLogKept)),
    status: part(ran, ["false-status"], observations.some(isStatusComparable)),
  };
}

function part<Name extends HarmName>(
  ran: readonly CaseResult[],
  worstFirst: readonly Name[],
  isSeen: boolean,
): Part<Name> {
  const found = worstFirst.find((name) => ran.some(({ harms }) => harms.some(({ harm }) => harm === name)));
  return found ?? (isSeen ? "ok" : null);
}

// By the kernel: a runtime's own word that all went well is no observation of it.
function isEndSeen({ fate: { actual } }: Observation): boolean {
  return isEnd(actual);
}

// What a runtime says that PID 1 outlived is right by chance.
function isStatusComparable({ fate: { actual, reported, outlived } }: Observation): boolean {
  return isEnd(actual) && isEnd(reported) && !outlived;
}

function isLogKept({ ledger }: Observation): boolean {
  return ledger.some(({ unlogged }) => unlogged === undefined);
}

function isEnd({ kind }: Fate): boolean {
  return kind === "exit" || kind === "signal";
}
