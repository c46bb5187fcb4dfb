import { isHang } from "../results/is-hang.ts";
import type { CaseResult, StreamLedger } from "../results/schema.ts";
import type { Changed } from "./comparison.ts";

type Measure = (one: CaseResult) => number | null;

/**
 * Where the claim only records, a hang, bytes and a false status still tell better from worse. What is worse by one measure is worse, whatever
 * became better by another.
 */
export function worseHarm(before: readonly CaseResult[], after: readonly CaseResult[]): Changed | null {
  let better: Changed | null = null;
  for (const [what, measure] of Object.entries(harms)) {
    const [was, is] = [most(before, measure), most(after, measure)];
    if (!was || !is || was.amount === is.amount) continue;
    const change = is.amount > was.amount ? "worse" : "better";
    const why = `${what}: ${was.amount} → ${is.amount}`;
    const found: Changed = { change, why, before: was.result, after: is.result };
    if (change === "worse") return found;
    better ??= found;
  }
  return better;
}

/** The repetition with the most harm; null where one of them cannot be measured. */
function most(
  results: readonly CaseResult[],
  measure: Measure,
): { amount: number; result: CaseResult } | null {
  let found: { amount: number; result: CaseResult } | null = null;
  for (const result of results) {
    const amount = measure(result);
    if (amount === null) return null;
    if (!found || amount > found.amount) found = { amount, result };
  }
  return found;
}

const sum =
  (key: "torn" | "duplicated" | "reordered"): Measure =>
  (one) =>
    total(one, (stream) => stream[key]);

const lost: Measure = (one) => total(one, (stream) => stream.lost);

const harms: Readonly<Record<string, Measure>> = {
  hangs: ({ observation }) => (observation ? Number(isHang(observation.fate)) : null),
  // Where the outcome says that a number is a race, only whether anything was lost can be compared.
  "bytes lost": (one) => (one.outcome?.includes("lost some") ? null : lost(one)),
  "losses of bytes": (one) => {
    const bytes = lost(one);
    return bytes === null ? null : Number(bytes > 0);
  },
  "bytes torn": sum("torn"),
  "bytes duplicated": sum("duplicated"),
  "bytes reordered": sum("reordered"),
  "bytes late": (one) => total(one, ({ late }) => late ?? 0),
  "bytes not delivered": (one) => total(one, ({ stored, delivered }) => stored - (delivered ?? stored)),
  "statuses misreported": ({ outcome }) => (outcome === null ? null : Number(/ · reported /.test(outcome))),
};

function total({ observation }: CaseResult, of: (stream: StreamLedger) => number): number | null {
  return observation ? observation.ledger.reduce((all, stream) => all + of(stream), 0) : null;
}
