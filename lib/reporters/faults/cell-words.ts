import { fateWords } from "../../results/fate-words.ts";
import type { CaseResult, Fate, HarmName } from "../../results/schema.ts";
import type { ScoreCell } from "../../results/score.ts";

/** What became of PID 1, of its bytes and of its status in the worst of a cell's cases; then whether more is wrong. None where nothing ran. */
export function cellWords({ worst, isBroken, isError }: ScoreCell, cases: readonly CaseResult[]): string[] {
  const more = [...(isBroken ? ["a claim is broken"] : []), ...(isError ? ["fd012's own error"] : [])];
  if (!worst) return more;
  return [
    pid1Words(worst.pid1, cases),
    bytesWords(worst.bytes, cases),
    statusWords(worst.status, cases),
    ...more,
  ];
}

type Worst = NonNullable<ScoreCell["worst"]>;

function pid1Words(pid1: Worst["pid1"], cases: readonly CaseResult[]): string {
  switch (pid1) {
    case "died":
      return `dies: ${ends(cases, "died", ({ actual, reported }) => (isEnd(actual) ? actual : reported))}`;
    case "hang":
      return "hangs";
    case "refused":
      return "is not started";
    case "ok":
      return "ends as meant";
    default:
      return "end not seen";
  }
}

function bytesWords(bytes: Worst["bytes"], cases: readonly CaseResult[]): string {
  switch (bytes) {
    case "lost":
      return `${most(cases, "lost")} bytes lost`;
    case "undelivered":
      return `${most(cases, "undelivered")} bytes not given back`;
    case "altered":
      return "bytes altered";
    case "ok":
      return "bytes kept";
    default:
      return "no log";
  }
}

function statusWords(status: Worst["status"], cases: readonly CaseResult[]): string {
  switch (status) {
    case "false-status":
      return `false status: ${ends(cases, "false-status", ({ reported }) => reported)}`;
    case "ok":
      return "true status";
    default:
      return "no status";
  }
}

/** Of all cases with that harm, each end once. */
function ends(
  cases: readonly CaseResult[],
  wanted: HarmName,
  endOf: (fate: { actual: Fate; reported: Fate }) => Fate,
): string {
  const found = cases.filter(({ harms }) => harms.some(({ harm }) => harm === wanted));
  const words = found.flatMap(({ observation }) => (observation ? [fateWords(endOf(observation.fate))] : []));
  return [...new Set(words)].join(", ") || "how is not known";
}

/** The largest amount; `some` where it is a race in every case. */
function most(cases: readonly CaseResult[], wanted: HarmName): string {
  const amounts = cases.flatMap(({ harms }) =>
    harms.flatMap(({ harm, amount }) => (harm === wanted && amount !== null ? [amount] : [])),
  );
  return amounts.length === 0 ? "some" : `up to ${Math.max(...amounts)}`;
}

function isEnd({ kind }: Fate): boolean {
  return kind === "exit" || kind === "signal";
}
