import { HARMS } from "./harm-names.ts";
import type { CaseResult, Harm, HarmName } from "./schema.ts";

type Harmed = Pick<CaseResult, "harms">;

/** Harms that leave a user without a process, and for which a result is red. */
const DEADLY: readonly HarmName[] = ["hang", "died"];

export function isDeadly({ harms }: Harmed): boolean {
  return harms.some(({ harm }) => DEADLY.includes(harm));
}

/** The names of its harms, the worst first, each once. */
export function harmNames({ harms }: Harmed): HarmName[] {
  return HARMS.filter((name) => harms.some(({ harm }) => harm === name));
}

/** `died: PID 1 ended by exit 127; it meant exit 0`, a line for each harm. */
export function harmLines({ harms }: Harmed): string[] {
  return harms.map(({ harm, text }: Harm) => `${harm}: ${text}`);
}

/** How many of the results have each harm, the worst first; what none has is left out. */
export function harmCounts(results: readonly Harmed[]): [HarmName, number][] {
  return HARMS.map((name): [HarmName, number] => [
    name,
    results.filter(({ harms }) => harms.some(({ harm }) => harm === name)).length,
  ]).filter(([, count]) => count > 0);
}
