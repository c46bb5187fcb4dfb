import { harmNames, isDeadly } from "../../../results/harm-words.ts";
import type { CaseResult } from "../../../results/schema.ts";
import { harmMark } from "../../verdict-signs.ts";
import { visible } from "../../visible-text.ts";

/** The names of its harms, to stand behind an outcome; nothing for an unharmed case. */
export function HarmNames({ result }: { result: CaseResult }) {
  const mark = harmMark(result);
  if (!mark) return null;
  return (
    <span class={`harms harmed ${isDeadly(result) ? "deadly" : ""}`}>
      <span aria-hidden="true">{mark.sign}</span> {harmNames(result).join(", ")}
    </span>
  );
}

/** What a case cost, a line for each harm. */
export function HarmList({ result }: { result: CaseResult }) {
  return (
    <ul>
      {result.harms.map(({ harm, text }) => (
        <li key={harm + text}>
          <strong>{harm}</strong>: {visible(text)}
        </li>
      ))}
    </ul>
  );
}
