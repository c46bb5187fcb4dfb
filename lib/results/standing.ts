import type { CaseResult } from "./schema.ts";

type Judged = Pick<CaseResult, "verdict">;

/** Whether it fails a run by itself: the runtime broke the claim, or the suite failed. */
export function isTrouble({ verdict }: Judged): boolean {
  return verdict === "broken" || verdict === "error";
}

/** Whether its claim was held, or what it records was seen: whatever it cost. */
export function isGood({ verdict }: Judged): boolean {
  return verdict === "held" || verdict === "recorded";
}

/** Whether it came out well and yet cost something: in no place may it look like an unharmed one. */
export function isHarmed({ verdict, harms }: Pick<CaseResult, "verdict" | "harms">): boolean {
  return isGood({ verdict }) && harms.length > 0;
}
