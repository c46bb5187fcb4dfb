import type { CaseResult, StreamLedger, Verdict } from "../results/schema.ts";
import type { Change } from "./comparison.ts";

/** The higher the worse. What was skipped was not observed, and is neither. */
const ranks: Record<Exclude<Verdict, "skip">, number> = { pass: 0, fail: 1, error: 2 };

/** What became of a case that both runs have. */
export function changeOf(before: CaseResult, after: CaseResult): { change: Change; why: string | null } {
  if (before.verdict === "skip" || after.verdict === "skip") return ofSkips(before, after);
  const step = ranks[after.verdict] - ranks[before.verdict];
  if (step !== 0)
    return { change: step > 0 ? "worse" : "better", why: `${before.verdict} → ${after.verdict}` };
  if (before.outcome === after.outcome) return { change: "same", why: null };
  const harm = harmStep(before, after);
  if (harm) return harm;
  return { change: "different", why: "another outcome" };
}

function ofSkips(before: CaseResult, after: CaseResult): { change: Change; why: string | null } {
  if (before.verdict === after.verdict) return { change: "same", why: null };
  const isSkippedNow = after.verdict === "skip";
  return {
    change: "different",
    why: isSkippedNow ? `skipped now: ${after.reason ?? ""}` : "was skipped before",
  };
}

/** Where the claim only records, bytes and a false status still tell better from worse. */
function harmStep(before: CaseResult, after: CaseResult): { change: Change; why: string } | null {
  for (const [what, measure] of Object.entries(harms)) {
    const [was, is] = [measure(before), measure(after)];
    if (was === null || is === null || was === is) continue;
    return { change: is > was ? "worse" : "better", why: `${what}: ${was} → ${is}` };
  }
  return null;
}

const sum = (key: "lost" | "torn" | "duplicated" | "reordered") => (one: CaseResult) =>
  total(one, (stream) => stream[key]);

const harms: Record<string, (one: CaseResult) => number | null> = {
  // How many bytes a reader that gives up leaves behind is a race; that it does is not.
  "bytes lost": (one) => (one.outcome?.includes("lost some") ? null : sum("lost")(one)),
  "bytes torn": sum("torn"),
  "bytes duplicated": sum("duplicated"),
  "bytes reordered": sum("reordered"),
  "bytes not delivered": (one) => total(one, ({ stored, delivered }) => stored - (delivered ?? stored)),
  // The outcome says it where the two differ in more than the words of the same end.
  "statuses misreported": ({ outcome }) => (outcome === null ? null : Number(/ · reported /.test(outcome))),
};

function total({ observation }: CaseResult, of: (stream: StreamLedger) => number): number | null {
  return observation ? observation.ledger.reduce((all, stream) => all + of(stream), 0) : null;
}
