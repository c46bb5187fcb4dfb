import { fateWords } from "../results/fate-words.ts";
import type { Assertion, Fate } from "../results/schema.ts";

const LONGEST = 300;

/** A failed assertion in words: what was seen, then what was required. */
export function failureSentence({ name, detail }: Pick<Assertion, "name" | "detail">): string {
  if (!detail || !("observed" in detail)) return `not so: ${name}`;
  const seen = words(detail.observed);
  const rule = detail.required;
  if (typeof rule === "string" && / must /.test(rule)) return `${seen}; ${rule}`;
  const required =
    "required" in detail && typeof detail.observed !== "string" ? ` (${words(detail.required)})` : "";
  return `${seen}; required: ${name}${required}`;
}

function words(value: unknown): string {
  const text = isFate(value) ? fateWords(value) : typeof value === "string" ? value : plainText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function plainText(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function isFate(value: unknown): value is Fate {
  const kind = (value as { kind?: unknown } | null)?.kind;
  return ["exit", "signal", "hang", "start-failed", "unknown"].includes(String(kind));
}
