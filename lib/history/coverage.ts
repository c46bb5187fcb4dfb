import type { Cell } from "./cell.ts";
import type { Coverage } from "./schema.ts";

/** How much of a claim one point saw. @param cells one for each case that the claim has at any point */
export function coverageOf(at: string, cells: readonly Cell[]): Coverage {
  const count = (state: Cell["state"]) => cells.filter((cell) => cell.state === state).length;
  const [cannot, errors, never] = [count("cannot"), count("error"), count("never")];
  const ran = cells.length - cannot - errors - never;
  const reasons = cells.flatMap(({ state, reason }) => (state === "cannot" && reason ? [reason] : []));
  return {
    at,
    seen: seenOf(cells.length, ran, cannot, errors),
    ...{ of: cells.length, ran, cannot, errors, never },
    reasons: [...new Set(reasons)],
  };
}

function seenOf(of: number, ran: number, cannot: number, errors: number): Coverage["seen"] {
  if (ran > 0) return ran === of ? "all" : "partly";
  if (errors > 0) return "error";
  return cannot > 0 ? "cannot" : "never";
}

/** `all 6 cases ran`, `partly: 4 of 6 cases ran, 2 cannot`, `never ran`. The reasons are many and long, and are told once for all claims. */
export function coverageWords({ seen, of, ran, cannot, errors, never }: Coverage): string {
  switch (seen) {
    case "all":
      return of === 1 ? "ran" : `all ${of} cases ran`;
    case "partly":
      return [
        `partly: ${ran} of ${of} cases ran`,
        ...(cannot > 0 ? [`${cannot} cannot`] : []),
        ...(errors > 0 ? [`in ${errors} the suite failed`] : []),
        ...(never > 0 ? [`${never} never ran`] : []),
      ].join(", ");
    case "cannot":
      return "cannot run";
    case "error":
      return `the suite failed in ${errors} of ${of}`;
    case "never":
      return "never ran";
  }
}
