import { isDeadly } from "../../../results/harm-words.ts";
import { KINDS, type Kind, kindOf } from "../../../results/kind.ts";
import type { CaseResult } from "../../../results/schema.ts";
import { signOf } from "../../verdict-signs.ts";

/** What a case counts as in the page. */
export type Mark = Kind;

export const MARKS: readonly Mark[] = KINDS;

export const markOf = kindOf;

/** The sign of a case: never the colour alone. */
export function markSign(result: CaseResult): string {
  return signOf(result).sign;
}

/** The classes that colour a case: what died is red, though it is only recorded. */
export function hueOf(result: CaseResult): string {
  const mark = markOf(result);
  return isDeadly(result) && mark !== "error" ? `${mark} deadly` : mark;
}
