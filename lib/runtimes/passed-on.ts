import { findProgram } from "../host/programs.ts";
import type { Need } from "../needs.ts";
import type { Stdio, Strategy } from "../strategies/strategy.ts";
import type { Plan } from "./runtime.ts";

/** What is offered where the caller's own fds 0–2 become PID 1's, or are relayed to it. */
export const PASSED_ON: ReadonlySet<Need> = new Set(["caller-stdio", "own-reader"]);

/** The same plan, where the runtime gives a claim more besides. */
export function offeringToo(plan: Plan, ...needs: readonly Need[]): Plan {
  return { ...plan, offers: new Set([...plan.offers, ...needs]) };
}

/**
 * The plan of a runtime that is called with PID 1's stdio: it gets what the strategy itself makes.
 * @param adapted what of that wiring is otherwise here and honest too: an alternative that the outcome then names
 */
export function passingOn(
  strategy: Strategy,
  how: Pick<Plan, "launch" | "byHand">,
  adapted: (stdio: Stdio) => Stdio = (stdio) => stdio,
): Plan {
  return {
    offers: new Set([...PASSED_ON, ...whereThereIsPerl(), ...(strategy.offers ?? [])]),
    open: async (log, tools) => adapted(await strategy.open(log, tools)),
    launch: how.launch,
    byHand: how.byHand,
  };
}

/** Whose caller's signals PID 1 may inherit; see calling.pl. */
function whereThereIsPerl(): readonly Need[] {
  hasPerl ??= findProgram("perl") !== null;
  return hasPerl ? ["caller-process"] : [];
}

let hasPerl: boolean | undefined;
