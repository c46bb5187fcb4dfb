import { failureSentence } from "../judge/failure-sentence.ts";
import { harmLines } from "../results/harm-words.ts";
import type { Assertion, CaseResult } from "../results/schema.ts";

export function failedAssertions({ assertions }: Pick<CaseResult, "assertions">): Assertion[] {
  return assertions.filter(({ ok, skip }) => !ok && skip === null);
}

/** Whether the reason of a result says nothing but what its failed assertions say. */
export function isReasonOfAssertions(result: Pick<CaseResult, "assertions" | "reason">): boolean {
  const failed = failedAssertions(result);
  return failed.length > 0 && failed.map(failureSentence).join("; ") === result.reason;
}

/** Its harms, but for those that the sentence of an assertion has already. */
export function unsaidHarms(result: Pick<CaseResult, "assertions" | "harms">): string[] {
  const said = failedAssertions(result).map(failureSentence);
  const isSaid = (text: string) => said.some((sentence) => sentence.includes(text.replace(HANG, "")));
  return harmLines({ harms: result.harms.filter(({ text }) => !isSaid(text)) });
}

/** How the text of a hang begins, before it says where. */
const HANG = /^it did not end: /;

/** What the sentence of a failed assertion leaves out of its detail. */
export function moreDetail(assertion: Assertion): [name: string, value: unknown][] {
  const sentence = failureSentence(assertion);
  return Object.entries(assertion.detail ?? {}).filter(([name, value]) => {
    if (name !== "observed" && (name !== "required" || typeof value === "string")) return true;
    return !sentence.includes(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));
  });
}
